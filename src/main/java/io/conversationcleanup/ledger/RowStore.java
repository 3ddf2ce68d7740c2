package io.conversationcleanup.ledger;

import io.conversationcleanup.ledger.RowStore.StagedRow;
import io.conversationcleanup.ledger.Run.OwnedRun;
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
 * The rows of all runs as staged, and with their results. Staged rows never change and are never cut. Thread-safe; each
 * method is one short transaction or joins the caller's; see {@link RunStore} for ownership.
 */
public interface RowStore {

    /**
     * Adds all of these rows or none.
     *
     * @throws IllegalStateException if one of them exists or the whole input has been staged
     */
    void stage(OwnedRun run, List<StagedRow> rows);

    /** Records that the whole input has been staged. */
    void staged(OwnedRun run);

    boolean isStaged(long run);

    /** Reads the rows staged so far in order, duplicates and rejects included, to rebuild staging's memory. */
    void forEachStaged(long run, Consumer<StagedRow> consumer);

    Optional<StagedRow> row(long run, long row);

    /** Returns the selected finished rows in order, starting at this number. */
    List<StagedRow> selected(long run, Selection selection, long from, int limit);

    /** Counts the selected finished rows. */
    long count(long run, Selection selection);

    /**
     * Returns rows with this user or peer, and rejected rows whose line contains the id. Scans all rows of the run,
     * because an index on users would slow staging down.
     */
    List<ReportRow> of(long run, String id);

    /** Reads all rows in order, in pages to bound memory. */
    void forEachRow(long run, Consumer<ReportRow> consumer);

    /** A selection of finished rows; no codes means any code. Immutable. */
    record Selection(Set<RowState> states, Set<String> codes) {

        public Selection {
            states = Set.copyOf(states);
            codes = Set.copyOf(codes);
        }

        /** Returns the same text for equal selections, such as {@code failed or retryable, 20004 or 60008}. */
        public String text() {
            String outcomes = states.stream().map(RowState::reportName).sorted().collect(Collectors.joining(" or "));
            return codes.isEmpty() ? outcomes : outcomes + ", " + String.join(" or ", new TreeSet<>(codes));
        }
    }

    /**
     * An input row as staged. Immutable.
     *
     * @param row number in its run, from 1, in input order
     * @param line input line on which the row begins, from 1, header included
     * @param state {@link RowState#PENDING}, {@link RowState#REJECTED} or {@link RowState#DUPLICATE}
     * @param conversation null only for a rejected row
     * @param message why the row is rejected or which row it duplicates; null for a pending row
     * @param original the cells as one CSV record, only if the conversation does not determine them: a rejected row,
     *     extra columns, or another spelling of type or clearRamble
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

    /** An input row with its outcome, for reports; see {@link StagedRow}. Immutable. */
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
