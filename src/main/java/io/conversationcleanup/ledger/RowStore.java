package io.conversationcleanup.ledger;

import io.conversationcleanup.ledger.RowStore.StagedRow;
import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.model.RowState;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rows of all runs as they were staged, and with their results. Rows never change. Thread-safe; each method is one short
 * transaction, or joins the caller's; see {@link RunStore} for runs and owners.
 *
 * <p>What names a conversation and the original line are kept whole.
 */
public interface RowStore {

    /**
     * Adds rows, all or none.
     *
     * @throws IllegalStateException if one of them is in the ledger, or the whole input has been staged
     */
    void stage(OwnedRun run, List<StagedRow> rows);

    /** Notes that the whole input has been staged. */
    void staged(OwnedRun run);

    /** Whether the whole input has been staged. */
    boolean isStaged(long run);

    /** The rows staged so far, duplicates and rejects included, in order; for rebuilding what staging keeps in memory. */
    void forEachStaged(long run, Consumer<StagedRow> consumer);

    /** One staged row. */
    Optional<StagedRow> row(long run, long row);

    /** The settled rows of the run that are selected, in order, from this number on, at most this many. */
    List<StagedRow> selected(long run, Selection selection, long from, int limit);

    /** How many settled rows of the run are selected. */
    long count(long run, Selection selection);

    /**
     * The rows of the run that may concern a user: those with this user or peer, and the rejected ones whose line holds the
     * id somewhere. Reads all rows of the run: there is no index on users, which would make staging slower.
     */
    List<ReportRow> of(long run, String id);

    /** All rows of the run in the order of their numbers, read in pages, so that memory stays bounded. */
    void forEachRow(long run, Consumer<ReportRow> consumer);

    /**
     * Which settled rows of a run are meant. Immutable.
     *
     * @param states what they have come to; not empty
     * @param codes the codes that they were answered with; empty for any
     */
    record Selection(Set<RowState> states, Set<String> codes) {

        public Selection {
            states = Set.copyOf(states);
            codes = Set.copyOf(codes);
        }

        /** The same text for the same selection, such as {@code failed or retryable, 20004 or 60008}. */
        public String text() {
            String outcomes = states.stream().map(RowState::reportName).sorted().collect(Collectors.joining(" or "));
            return codes.isEmpty() ? outcomes : outcomes + ", " + String.join(" or ", new TreeSet<>(codes));
        }
    }

    /**
     * One row of input as it enters the ledger; it never changes there. Immutable.
     *
     * @param row the row's number in its run, from 1, in the order of the lines
     * @param line the line of the input on which the row begins, from 1, the header included
     * @param state {@link RowState#PENDING}, {@link RowState#REJECTED} or {@link RowState#DUPLICATE}
     * @param conversation what the row names; null for a rejected row only
     * @param message why the row is rejected or whose duplicate it is; null for a pending row
     * @param original the record's cells in the input's own columns as one CSV record, kept only where they do not follow
     *     from the conversation: for a rejected row, for an input with columns of its own, and where the type is not the
     *     provider's number or clearRamble not 1 or 0
     */
    record StagedRow(
            long row,
            long line,
            RowState state,
            @Nullable Conversation conversation,
            @Nullable String message,
            @Nullable String original) {

        public StagedRow {
            if (state != RowState.PENDING && state != RowState.REJECTED && state != RowState.DUPLICATE) {
                throw new IllegalArgumentException("row " + row + " cannot be staged as " + state);
            }
            if (state != RowState.REJECTED) {
                Objects.requireNonNull(conversation, "a row that is not rejected names a conversation");
            }
        }
    }

    /**
     * One input row with its outcome, for reports. Immutable.
     *
     * @param line the line of the input on which the row begins
     * @param conversation what the row names; null for a rejected row
     * @param original see {@link StagedRow#original}
     * @param state its state
     * @param code the provider's code or a word of ours; null if there is none
     * @param message the provider's text, the reason of the rejection, or whose duplicate it is; null if there is none
     * @param attempts attempts used
     * @param finishedAt when its last attempt was answered; null if none was
     */
    record ReportRow(
            long line,
            @Nullable Conversation conversation,
            @Nullable String original,
            RowState state,
            @Nullable String code,
            @Nullable String message,
            int attempts,
            @Nullable Instant finishedAt) {}
}
