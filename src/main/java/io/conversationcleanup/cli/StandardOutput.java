package io.conversationcleanup.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Standard output in UTF-8. It remembers why it could not be written, which a {@link PrintWriter} does not. */
final class StandardOutput extends PrintWriter {

    private final FailureMemory target;

    /** Output that goes to this stream. */
    StandardOutput(OutputStream target) {
        this(new FailureMemory(target));
    }

    private StandardOutput(FailureMemory target) {
        super(target, true, StandardCharsets.UTF_8);
        this.target = target;
    }

    /** Writes what is buffered; gives back the first failure so far. */
    Optional<IOException> failure() {
        flush();
        return Optional.ofNullable(target.failure);
    }

    /** Passes everything on until a write fails. */
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
