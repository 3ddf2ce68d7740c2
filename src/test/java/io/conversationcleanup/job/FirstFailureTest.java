package io.conversationcleanup.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FirstFailureTest {

    private final FirstFailure failure = new FirstFailure();

    @Test
    void theFirstStays() {
        RuntimeException first = new IllegalStateException("no space left");
        failure.note(first);
        failure.note(new IllegalStateException("closed"));

        assertThat(failure.or(new IllegalStateException("flow ended"))).isSameAs(first);
    }

    @Test
    void withoutOneTheLaterOneCounts() {
        RuntimeException later = new IllegalStateException("flow ended");

        assertThat(failure.or(later)).isSameAs(later);
    }

    @Test
    void wantOfMemoryGoesToWhoeverEndsTheProcess() throws InterruptedException {
        OutOfMemoryError cause = new OutOfMemoryError("Java heap space");
        List<Throwable> told = new ArrayList<>();
        Thread sender = new Thread(() -> failure.note(new IllegalStateException(cause)));
        sender.setUncaughtExceptionHandler((thread, thrown) -> told.add(thrown));
        sender.start();
        sender.join();

        assertThat(told).containsExactly(cause);
    }
}
