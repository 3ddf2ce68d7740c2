package io.conversationcleanup.app;

import io.conversationcleanup.ledger.jdbc.Holder;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long a command waits for the process that has the repository's file open, and what it says meanwhile. Not thread-safe.
 */
final class Patience {

    private static final Logger log = LoggerFactory.getLogger(Patience.class);

    /** Most visits are shorter, and need no message. */
    private static final long USUAL_WAIT = Duration.ofSeconds(3).toNanos();

    /** A process that makes the file smaller cannot answer; ten minutes are enough for some hundred gigabytes. */
    private static final long LONGEST_COMPACTION = Duration.ofMinutes(10).toNanos();

    private final long silence;
    private final long begun = System.nanoTime();
    private long answeredAt = begun;
    private boolean told;

    /** Patience that ends when nobody has answered for so long. */
    Patience(Duration silence) {
        this.silence = silence.toNanos();
    }

    /** Notes that the process is there and is worth waiting for. */
    void answered(Holder holder) {
        answeredAt = System.nanoTime();
        if (!told && answeredAt - begun > USUAL_WAIT) {
            told = true;
            log.info(
                    "Waiting for {}, which has the repository open; this command continues when it ends", holder.who());
        }
    }

    /** Notes that a process makes the file smaller, which it may do for a while. */
    void compacting(Holder holder) {
        if (System.nanoTime() - begun < LONGEST_COMPACTION) {
            answered(holder);
        }
    }

    /** Begins anew, because another process has the file now. */
    void renew() {
        answeredAt = System.nanoTime();
    }

    boolean isOver() {
        return System.nanoTime() - answeredAt > silence;
    }
}
