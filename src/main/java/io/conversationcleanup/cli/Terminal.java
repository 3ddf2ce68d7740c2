package io.conversationcleanup.cli;

import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.model.SystemText;
import io.conversationcleanup.model.WriteProblem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The streams and the environment of a command. Immutable. */
record Terminal(
        InputStream in, Output out, Screen screen, Map<String, String> environment, boolean canAsk, boolean redraws) {

    /** Reads a line; empty at the end of the input. */
    String readLine() {
        try {
            String line = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line.strip();
        } catch (IOException e) {
            // An unreadable answer confirms nothing.
            return "";
        }
    }

    /** Fails if output to standard output was lost. */
    void requireWritten() {
        Optional<IOException> failure = out.failure();
        if (failure.isPresent()) {
            throw new CommandFailedException(ExitCode.OUTPUT, unwritten(failure.get()));
        }
    }

    /** Returns the final exit code; lost output matters less than an error that a person must fix. */
    int exitCode(int otherwise) {
        boolean finished = otherwise == ExitCode.OK.number() || otherwise == ExitCode.SOME_FAILED.number();
        return finished && out.failure().isPresent() ? ExitCode.OUTPUT.number() : otherwise;
    }

    static String unwritten(IOException failure) {
        return "Standard output cannot be written: " + WriteProblem.of(failure)
                + ". The output is incomplete; changes that the command made remain. Make room, or send the output"
                + " elsewhere.";
    }

    /** Returns a variable that is set and not empty; fails if it has lost characters. */
    Optional<String> variable(String name) {
        Optional<String> set = Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
        if (set.filter(SystemText::isDamaged).isPresent()) {
            throw CommandFailedException.settings("The environment variable " + name
                    + " has characters that cannot be read. Nothing was changed. " + SystemText.remedy());
        }
        return set;
    }

    /** Standard output in UTF-8. Keeps the first write failure, which {@link PrintWriter} discards. */
    static final class Output extends PrintWriter {

        private final FailureMemory target;

        Output(OutputStream target) {
            this(new FailureMemory(target));
        }

        private Output(FailureMemory target) {
            super(target, true, StandardCharsets.UTF_8);
            this.target = target;
        }

        /** Flushes and returns the first failure. */
        Optional<IOException> failure() {
            flush();
            return Optional.ofNullable(target.failure);
        }

        private static final class FailureMemory extends OutputStream {

            private final OutputStream target;
            private volatile @Nullable IOException failure;

            FailureMemory(OutputStream target) {
                this.target = target;
            }

            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                attempt(() -> target.write(bytes, offset, length));
            }

            @Override
            public void flush() throws IOException {
                attempt(target::flush);
            }

            private void attempt(Action action) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                try {
                    action.run();
                } catch (IOException e) {
                    failure = e;
                    throw e;
                }
            }

            private interface Action {
                void run() throws IOException;
            }
        }
    }
}
