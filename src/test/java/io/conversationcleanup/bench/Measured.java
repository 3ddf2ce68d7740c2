package io.conversationcleanup.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process that was run to its end. Immutable.
 *
 * @param exitCode its exit code
 * @param wall from its start to its end
 * @param cpu the processor time it took
 * @param peakBytes the most memory it held at once, 0 where the system does not tell
 */
record Measured(int exitCode, Duration wall, Duration cpu, long peakBytes) {

    private static final long BETWEEN_LOOKS_MILLIS = 50;

    /** Runs a command; its output goes to {@code out} and {@code err} in the directory. */
    static Measured run(Path directory, Map<String, String> environment, List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectOutput(directory.resolve("out").toFile())
                    .redirectError(directory.resolve("err").toFile());
            builder.environment().putAll(environment);
            long begun = System.nanoTime();
            Process process = builder.start();
            Duration cpu = Duration.ZERO;
            long peak = 0;
            // What both were is known only while the process lives.
            do {
                cpu = process.info().totalCpuDuration().orElse(cpu);
                peak = Math.max(peak, peakBytes(process.pid()));
            } while (!process.waitFor(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS));
            return new Measured(process.exitValue(), Duration.ofNanos(System.nanoTime() - begun), cpu, peak);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** The same, and what it printed. */
    static String output(Path directory, List<String> command) {
        Measured run = run(directory, Map.of(), command);
        try {
            String text = Files.readString(directory.resolve("out")) + Files.readString(directory.resolve("err"));
            if (run.exitCode() != 0) {
                throw new IllegalStateException(command + " ended with " + run.exitCode() + ": " + text);
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    double seconds() {
        return wall.toNanos() / 1e9;
    }

    private static long peakBytes(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }
}
