package io.conversationcleanup.dispatch;

import io.conversationcleanup.model.StopCause;
import io.conversationcleanup.model.StopLimits;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Stops a run early: when too many rows fail, or when one code repeats. Thread-safe. */
public final class StopRules {

    private final StopLimits limits;
    private final StopSwitch stop;
    private final UnaryOperator<String> advice;
    private final Map<String, Long> failedByCode = new HashMap<>();
    private long finished;
    private long failed;
    private int inARow;
    private @Nullable String lastCode;

    /** Creates rules; {@code advice} returns what a person can do about a code, or empty text. */
    public StopRules(StopLimits limits, StopSwitch stop, UnaryOperator<String> advice) {
        this.limits = limits;
        this.stop = stop;
        this.advice = advice;
    }

    synchronized void succeeded() {
        finished++;
        lastCode = null;
        inARow = 0;
    }

    /** Records a row that finally failed, with its last code. */
    synchronized void failed(String code) {
        finished++;
        failed++;
        failedByCode.merge(code, 1L, Long::sum);
        if (finished >= limits.afterRows() && failed * 100.0 / finished > limits.failedPercent()) {
            stop.request(
                    StopCause.RULE,
                    "%,d of %,d rows have failed, more than stop-rules.failed-percent allows (%s %%); code %s most often%s"
                            .formatted(
                                    failed,
                                    finished,
                                    plain(limits.failedPercent()),
                                    mostOften(),
                                    inBrackets(advice.apply(mostOften()))));
        }
    }

    /** Records any refusal with this code. */
    synchronized void refused(String code, String message) {
        inARow = Objects.equals(code, lastCode) ? inARow + 1 : 1;
        lastCode = code;
        if (limits.sameCodeInARow() > 0 && inARow >= limits.sameCodeInARow()) {
            stop.request(
                    StopCause.RULE,
                    "%,d rows in a row were refused with code %s, as many as stop-rules.same-code-in-a-row allows: %s%s"
                            .formatted(inARow, code, message, inBrackets(advice.apply(code))));
        }
    }

    private String mostOften() {
        return Collections.max(failedByCode.entrySet(), Map.Entry.comparingByValue())
                .getKey();
    }

    private static String inBrackets(String text) {
        return text.isEmpty() ? "" : " (" + text + ")";
    }

    private static String plain(double percent) {
        return percent == Math.rint(percent) ? Long.toString((long) percent) : Double.toString(percent);
    }
}
