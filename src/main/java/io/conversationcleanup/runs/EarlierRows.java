package io.conversationcleanup.runs;

import io.conversationcleanup.ledger.RowStore.Selection;
import io.conversationcleanup.ledger.Run;
import io.conversationcleanup.model.RunIdentity;
import java.util.Locale;

/**
 * Rows of an earlier run that are to be sent again. Immutable.
 *
 * @param run the run
 * @param selection which of its rows
 * @param count how many they are; as long as the run is not finished they may become more
 */
public record EarlierRows(Run run, Selection selection, long count) {

    /** The outcome of a row that may be worth another try. */
    public enum Outcome {
        /** It failed for a passing reason. */
        RETRYABLE,
        /** The provider refused it for good. */
        FAILED;

        /** The word for it in reports and on the command line. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Which rows are meant, in words, such as {@code failed or retryable, 20004 or 60008}. */
    public String text() {
        return selection.text();
    }

    /** What sets these rows apart from all others, as the content of a run's identity. */
    public String content() {
        return new RunIdentity.EarlierRows(count, text()).content(run.identity().inputSha256(), run.id());
    }
}
