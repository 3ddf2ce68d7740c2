package io.conversationcleanup.ledger;

import io.conversationcleanup.model.RunStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody did to a run, or that ended it for a while. Immutable.
 *
 * @param at when, in whole milliseconds
 * @param kind what it was
 * @param who who did it; empty if nobody in particular
 * @param detail what more there is to say, in the form that the kind tells
 */
public record RunEvent(Instant at, Kind kind, String who, String detail) {

    /** What can happen. The names are stored. */
    public enum Kind {
        /** A process began to work on the run; the detail holds its settings, see {@link StartDetail}. */
        STARTED,
        /** Somebody paused it. */
        PAUSED,
        /** Somebody let it go on. */
        RESUMED,
        /** Somebody set its rate; the detail is the rate in calls a second, or {@code unlimited}. */
        RATE_SET,
        /** A process ended its work on the run in good order; the detail says how, in a sentence. */
        ENDED
    }

    /**
     * The end of a process's work in good order.
     *
     * @param reason why it stopped, or null
     */
    public static RunEvent ended(Instant at, RunStatus status, @Nullable String reason) {
        return new RunEvent(at, Kind.ENDED, "", status + (reason == null ? "" : ": " + reason));
    }
}
