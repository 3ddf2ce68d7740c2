package io.conversationcleanup.packaged;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A process of the program, whose streams are read all the while. It does not outlive its test. */
final class RunningProgram implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Process process;
    private final Pump out;
    private final Pump err;

    RunningProgram(Process process) {
        this.process = process;
        this.out = Pump.of(process.getInputStream());
        this.err = Pump.of(process.getErrorStream());
    }

    long pid() {
        return process.pid();
    }

    String outSoFar() {
        return out.text();
    }

    String errSoFar() {
        return err.text();
    }

    /** Waits for something that stays so once it is; fails if the program ends before. */
    void awaitThat(String what, BooleanSupplier condition) {
        awaitThatOrEnd(what, condition);
        if (!condition.getAsBoolean()) {
            throw new AssertionError("the program ended before: " + what + "\n" + outSoFar() + errSoFar());
        }
    }

    /** Waits until this holds or the program has ended, looking again every millisecond. */
    void awaitThatOrEnd(String what, BooleanSupplier condition) {
        await(what)
                .pollInSameThread()
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> condition.getAsBoolean() || !process.isAlive());
    }

    /** Asks it to end, as {@code kill} does without an option. */
    void terminate() {
        // Through the handle, because the process itself would close its streams here too, and lose what is still to
        // come.
        process.toHandle().destroy();
    }

    /** Asks it to end over and over, until it has. */
    void terminateUntilTheEnd() {
        await("the end").atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> {
            terminate();
            return !process.isAlive();
        });
    }

    /** Asks it to end, as Ctrl-C does. */
    void interrupt() {
        try {
            // The shell's own kill, for not every system has one beside it.
            new ProcessBuilder("sh", "-c", "kill -INT " + process.pid()).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** Ends it without notice. */
    void kill() {
        process.toHandle().destroyForcibly();
    }

    EndedProgram awaitEnd() {
        return awaitEnd(PATIENCE);
    }

    EndedProgram awaitEnd(Duration atMost) {
        try {
            if (!process.waitFor(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new AssertionError("still running after " + atMost + "\n" + outSoFar() + errSoFar());
            }
            out.thread().join();
            err.thread().join();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
        return new EndedProgram(process.exitValue(), out.text(), err.text());
    }

    @Override
    public void close() {
        kill();
        awaitEnd();
    }

    private record Pump(Thread thread, StringWriter read) {

        static Pump of(InputStream stream) {
            StringWriter read = new StringWriter();
            Thread thread = new Thread(() -> readAll(stream, read), "pump");
            thread.setDaemon(true);
            thread.start();
            return new Pump(thread, read);
        }

        String text() {
            return read.toString();
        }

        private static void readAll(InputStream stream, StringWriter read) {
            try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
                reader.transferTo(read);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
