package io.conversationcleanup.ledger;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

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
}
