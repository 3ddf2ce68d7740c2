package io.conversationcleanup.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns SIGTERM and SIGINT into an orderly stop of the run: the Java machine goes down only when the run has ended, or when
 * it takes too long. One for each run; thread-safe.
 */
final class StopSignals {

    private static final Logger log = LoggerFactory.getLogger(StopSignals.class);

    /** Calls in flight are answered or time out within 10 s; recording and reports come after. */
    private static final long PATIENCE_SECONDS = 15;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    private StopSignals(Runnable stop) {
        this.hook = new Thread(
                () -> {
                    stop.run();
                    awaitEnd();
                },
                "stop-signal");
    }

    /** Lets a signal ask the run to stop, which returns at once. */
    static StopSignals asking(Runnable stop) {
        StopSignals signals = new StopSignals(stop);
        Runtime.getRuntime().addShutdownHook(signals.hook);
        return signals;
    }

    private void awaitEnd() {
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                // As safe as a kill: the next start finds what was in doubt.
                log.warn("The run has not ended within {} s; the program ends without it", PATIENCE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells that the run has ended, so that the machine may go down. */
    void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            log.debug("The machine is going down already, and the hook with it");
        }
    }
}
