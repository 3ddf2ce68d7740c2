package io.conversationcleanup.repository;

import java.time.Duration;
import java.util.function.LongSupplier;
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
    private final LongSupplier nanos;
    private final long begun;
    private long answeredAt;
    private boolean told;

    /** Patience that ends when nobody has answered for so long. */
    Patience(Duration silence, LongSupplier nanos) {
        this.silence = silence.toNanos();
        this.nanos = nanos;
        this.begun = nanos.getAsLong();
        this.answeredAt = begun;
    }

    /** Notes that the process is there and is worth waiting for. */
    void answered(ServerFile holder) {
        answeredAt = nanos.getAsLong();
        if (!told && answeredAt - begun > USUAL_WAIT) {
            told = true;
            log.info(
                    "Waiting for {}, which has the repository open; this command continues when it ends", holder.who());
        }
    }

    /** Notes that a process makes the file smaller, which it may do for a while. */
    void compacting(ServerFile holder) {
        if (nanos.getAsLong() - begun < LONGEST_COMPACTION) {
            answered(holder);
        }
    }

    /** Begins anew, because another process has the file now. */
    void renew() {
        answeredAt = nanos.getAsLong();
    }

    boolean isOver() {
        return nanos.getAsLong() - answeredAt > silence;
    }
}
