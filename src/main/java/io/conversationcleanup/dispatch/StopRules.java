package io.conversationcleanup.dispatch;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Stops a run before it has burnt the file: too large a share of failures, or one code over and over. Thread-safe. */
public final class StopRules {

    private final Limits limits;
    private final Halt halt;
    private long finished;
    private long failed;
    private int inARow;
    private @Nullable String lastCode;

    /** Rules that throw this switch. */
    public StopRules(Limits limits, Halt halt) {
        this.limits = limits;
        this.halt = halt;
    }

    /**
     * When to stop. Immutable.
     *
     * @param failedPercent the share of failed rows, in per cent of the rows that have come to an end; infinite for off
     * @param afterRows the rows that must have come to an end before the share counts
     * @param sameCodeInARow how many refusals with one code and nothing else between stop the run; 0 for off
     */
    public record Limits(double failedPercent, long afterRows, int sameCodeInARow) {}

    synchronized void succeeded() {
        finished++;
        lastCode = null;
        inARow = 0;
    }

    /** A row has failed for good or used up its attempts. */
    synchronized void failed() {
        finished++;
        failed++;
        if (finished >= limits.afterRows() && failed * 100.0 / finished > limits.failedPercent()) {
            halt.request(new HaltReason(
                    HaltReason.Kind.RULE,
                    "%,d of %,d rows have failed, more than stop-rules.failed-percent allows (%s %%)"
                            .formatted(failed, finished, plain(limits.failedPercent()))));
        }
    }

    /** The provider refused a row with this code, for good or not. */
    synchronized void refused(String code, String message) {
        inARow = Objects.equals(code, lastCode) ? inARow + 1 : 1;
        lastCode = code;
        if (limits.sameCodeInARow() > 0 && inARow >= limits.sameCodeInARow()) {
            halt.request(new HaltReason(
                    HaltReason.Kind.RULE,
                    "%,d rows in a row were refused with code %s, as many as stop-rules.same-code-in-a-row allows: %s"
                            .formatted(inARow, code, message)));
        }
    }

    private static String plain(double percent) {
        return percent == Math.rint(percent) ? Long.toString((long) percent) : Double.toString(percent);
    }
}
