package io.conversationcleanup.packaged;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The packaged jar in a working directory, run by the Java that runs the tests, with no environment at all. Immutable.
 *
 * @param directory where it is started
 * @param jvmOptions what stands before {@code -jar}
 */
record Program(Path directory, List<String> jvmOptions) {

    private static final Path PROJECT = Path.of(System.getProperty("basedir", ""));

    Program {
        jvmOptions = List.copyOf(jvmOptions);
    }

    /** Compiled lightly: these runs are over before more would pay. */
    static Program in(Path directory) {
        return new Program(directory, List.of("-XX:TieredStopAtLevel=1"));
    }

    /** A path in the project, such as that of its sample data. */
    static Path project(String path) {
        return PROJECT.resolve(path).toAbsolutePath();
    }

    /** The same with these options too. */
    Program withJvmOptions(String... more) {
        return new Program(
                directory, Stream.concat(jvmOptions.stream(), Stream.of(more)).toList());
    }

    RunningProgram start(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.add("-jar");
        command.add(project("target/conversation-cleanup.jar").toString());
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
