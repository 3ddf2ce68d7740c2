package io.conversationcleanup.runs;

import io.conversationcleanup.ledger.RowStore.Selection;
import io.conversationcleanup.ledger.Run;
import io.conversationcleanup.model.RunIdentity;
import java.util.Locale;

/** Rows of an earlier run to send again; their count may grow while that run is unfinished. Immutable. */
public record EarlierRows(Run run, Selection selection, long count) {

    /** The outcome of a row that can be sent again. */
    public enum Outcome {
        RETRYABLE,
        FAILED;

        /** The word in reports and on the command line. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Describes the selection, such as {@code failed or retryable, 20004 or 60008}. */
    public String text() {
        return selection.text();
    }

    public String content() {
        return new RunIdentity.EarlierRows(count, text()).content(run.identity().inputSha256(), run.id());
    }
}
