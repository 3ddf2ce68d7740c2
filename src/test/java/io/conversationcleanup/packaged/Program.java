package io.conversationcleanup.packaged;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The packaged jar in a working directory, run by the Java that runs the tests, with no environment at all. Immutable.
 *
 * @param directory where it is started
 * @param wrapper the command that starts it, given its own command's words; usually none
 * @param jvmOptions what stands before {@code -jar}
 */
record Program(Path directory, List<String> wrapper, List<String> jvmOptions) {

    /** From Debian's package faketime; empty if that is not installed. */
    static final Optional<Path> LIBFAKETIME = libfaketime();

    private static final Path PROJECT = Path.of(System.getProperty("basedir", ""));

    static final Path JAR = project("target/conversation-cleanup.jar");

    /**
     * What makes the JVM start and end in less time: these runs are over before more compiling would pay. The build makes an
     * archive of classes, see pom.xml; without it, or with that of another jar, the JVM is slower and says nothing.
     */
    static final List<String> QUICK = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:SharedArchiveFile=" + project("target/conversation-cleanup.jsa"),
            "-Xlog:cds*=off");

    Program {
        wrapper = List.copyOf(wrapper);
        jvmOptions = List.copyOf(jvmOptions);
    }

    static Program in(Path directory) {
        return new Program(directory, List.of(), QUICK);
    }

    /** A path in the project, such as that of its sample data. */
    static Path project(String path) {
        return PROJECT.resolve(path).toAbsolutePath();
    }

    /** The same, started by this text of a shell, in which {@code "$@"} is its command. */
    Program startedBy(String text) {
        return new Program(directory, List.of("sh", "-c", text, "sh"), jvmOptions);
    }

    /** The same with as much heap as this says, and with the collector that a JVM chooses by itself. */
    Program withHeap(String most) {
        return new Program(directory, wrapper, List.of("-XX:TieredStopAtLevel=1", "-Xmx" + most));
    }

    /** The same with these options too. */
    Program withJvmOptions(String... more) {
        return new Program(
                directory,
                wrapper,
                Stream.concat(jvmOptions.stream(), Stream.of(more)).toList());
    }

    /** The same with a wall clock as this file says, see libfaketime's manual: {@code +0}, {@code +600}, {@code -3}. */
    Program withClockOf(Path offset) {
        List<String> faked = List.of(
                "env",
                "LD_PRELOAD=" + LIBFAKETIME.orElseThrow(),
                "FAKETIME_TIMESTAMP_FILE=" + offset,
                "FAKETIME_NO_CACHE=1",
                // File times are the machine's own, or the archive of classes would seem to be that of another jar.
                "NO_FAKE_STAT=1",
                // Monotonic time is the machine's own, or the JVM's waits would be too short or too long.
                "FAKETIME_DONT_FAKE_MONOTONIC=1",
                "FAKETIME_FORCE_MONOTONIC_FIX=0");
        return new Program(directory, faked, jvmOptions);
    }

    /** The same unable to make any file longer than this, as if the disk were full. */
    Program withLargestFile(long bytes) {
        // In blocks of 512 bytes, as POSIX has it.
        return startedBy("ulimit -f " + bytes / 512 + " && exec \"$@\"");
    }

    private static Optional<Path> libfaketime() {
        try (Stream<Path> libraries = Files.walk(Path.of("/usr/lib"), 3)) {
            return libraries
                    .filter(file -> file.endsWith("faketime/libfaketime.so.1"))
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    RunningProgram start(String... arguments) {
        List<String> command = new ArrayList<>(wrapper);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.add("-jar");
        command.add(JAR.toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().clear();
        try {
            return new RunningProgram(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it and waits for its end. */
    EndedProgram run(String... arguments) {
        try (RunningProgram running = start(arguments)) {
            return running.awaitEnd();
        }
    }
}
