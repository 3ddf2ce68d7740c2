package io.conversationcleanup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.golden.Golden;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UncaughtFailureTest {

    private static final Failures FAILURES = new Failures(failure -> false);

    private final List<Integer> ends = new ArrayList<>();
    private final ByteArrayOutputStream error = new ByteArrayOutputStream();
    private final Thread thread = new Thread(() -> {}, "http");

    @Test
    void aThreadThatDiesEndsTheProcessAndIsNamed() {
        new UncaughtFailure(error, LogFormat.TEXT, FAILURES, ends::add)
                .uncaughtException(thread, new IllegalStateException("no selector"));

        assertThat(ends).containsExactly(70);
        Golden.check("errors/thread-died.txt", error.toString(StandardCharsets.UTF_8));
    }

    @Test
    void wantOfMemoryIsToldWhereverItCameFrom() {
        new UncaughtFailure(error, LogFormat.TEXT, FAILURES, ends::add)
                .uncaughtException(thread, new IllegalStateException(new OutOfMemoryError("Java heap space")));

        assertThat(ends).containsExactly(70);
        Golden.check("errors/out-of-memory.txt", error.toString(StandardCharsets.UTF_8));
    }

    @Test
    void itIsOneJsonObjectForALogThatHoldsNothingElse() {
        new UncaughtFailure(error, LogFormat.JSON, FAILURES, ends::add)
                .uncaughtException(thread, new IllegalStateException("no \"selector\""));

        Golden.check("errors/thread-died.json", error.toString(StandardCharsets.UTF_8));
        assertThat(error.toString(StandardCharsets.UTF_8)).startsWith("{").hasLineCount(1);
    }

    @Test
    void theProcessEndsAlsoIfNobodyCanBeTold() {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("broken pipe");
            }
        };

        new UncaughtFailure(broken, LogFormat.TEXT, FAILURES, ends::add)
                .uncaughtException(thread, new OutOfMemoryError());

        assertThat(ends).containsExactly(70);
    }
}
