package io.conversationcleanup.ledger;

import io.conversationcleanup.model.CallCounts;
import io.conversationcleanup.model.LeaseLostException;
import io.conversationcleanup.model.Mandate;
import io.conversationcleanup.model.Row;
import io.conversationcleanup.model.RowResult;
import io.conversationcleanup.model.RowState;
import io.conversationcleanup.model.RunIdentity;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.model.StopCause;
import io.conversationcleanup.model.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rows of all runs and what they have come to. Thread-safe; each method is one short transaction, or joins the
 * caller's. A run is named by {@link RunRecord#number}.
 *
 * <p>Rows never change and outcomes are only ever added, so what is outstanding is a query: rows without an outcome. Rows
 * that wait for another attempt stand in a small table of their own, so that looking for them never scans what is done.
 *
 * <p>Times are kept in whole milliseconds. A code is cut after 64 characters and a message after 1,000, and what is no
 * character that every database keeps, NUL or half of a pair of surrogates, becomes U+FFFD in them; what names a
 * conversation and the original line hold no such thing and are kept whole. A method that changes a run, or counts in it, throws {@link
 * IllegalArgumentException} if there is no run of this number.
 *
 * <p>A method that writes on behalf of a run takes an {@link OwnedRun}. It checks in its own transaction that this owner is
 * the run's, and throws {@link LeaseLostException} and writes nothing if another one has taken it.
 */
public interface Ledger {

    /**
     * Enters a run and gives it the next sequence number of its identity, for an owner that has the lease of the identity.
     *
     * @param token the owner's
     * @throws IllegalStateException if there is a run of this name
     * @throws LeaseLostException if the owner has that lease no longer
     */
    RunRecord create(NewRun run, String token);

    /**
     * Makes a run its new owner's: from now on nothing is written on behalf of any other.
     *
     * @param token of the owner, who has the lease of the run's identity
     * @throws LeaseLostException if the owner has that lease no longer
     */
    OwnedRun take(long run, String token);

    /** The run of this name, or empty if there is none. */
    Optional<RunRecord> run(String id);

    /** The latest run of this identity, or empty if there is none. */
    Optional<RunRecord> latest(RunIdentity identity);

    /** All runs, the one that was entered last first, each as one row is read: no outcome is counted. */
    List<KeptRun> runs();

    /**
     * Runs other work on the same database in one transaction in which the run stays its owner's.
     *
     * @throws LeaseLostException if it is another owner's; nothing is done
     */
    void whileOwned(OwnedRun run, Runnable work);

    /**
     * Notes that a process works on the run again, at this rate.
     *
     * @param confirmed whether it was said beforehand that its rows may be sent
     */
    void started(OwnedRun run, double ratePerSecond, boolean confirmed);

    /** Notes who or what stops the run, which has still to end. */
    void halted(OwnedRun run, StopCause cause);

    /** Notes that its rows may be sent. */
    void confirmed(OwnedRun run);

    /** Notes on whose word the run goes on, in place of what was noted before. */
    void mandated(OwnedRun run, Mandate mandate);

    /** Notes where a person finds the run that was started. */
    void foundAt(OwnedRun run, Whereabouts whereabouts);

    /** Notes another ceiling for the run that is going on; the next start brings its own. */
    void paced(OwnedRun run, double ratePerSecond);

    /**
     * Adds time spent on the run.
     *
     * @param active on all of it
     * @param sending the part of that spent in the delete step
     */
    void spent(OwnedRun run, Duration active, Duration sending);

    /**
     * Notes how the run ended, and keeps what its rows have come to by now, so that nobody has to count them again.
     *
     * @param cause who or what stopped it; null if it has finished
     * @param reason why it stopped, in a sentence; null if it has finished
     */
    void ended(OwnedRun run, RunStatus status, @Nullable StopCause cause, @Nullable String reason, Instant at);

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

    /** The rows that no pass has looked at yet: those above the watermark; empty if there are none. */
    Optional<RowRange> unvisited(long run);

    /**
     * Raises the watermark: every row up to this one has an outcome or waits for its next attempt. It is never lowered.
     *
     * @throws IllegalStateException if one of them is still pending: it would never be sent
     */
    void visitedUpTo(OwnedRun run, long row);

    /** The next pending rows of the range, in order; rows that wait are not among them. */
    List<Row> pending(long run, RowRange range, int limit);

    /** The next rows of the range that wait and are due at this time, in order. */
    List<Row> due(long run, RowRange range, Instant now, int limit);

    /** The numbers of all rows that wait and are due at this time, in order, at most this many. */
    List<Long> dueRows(long run, Instant now, int limit);

    /**
     * Makes rows that wait due at this time, if they would be due later: the process that said when may have had another
     * clock, or another limit.
     */
    void dueBy(OwnedRun run, Instant latest);

    /** When the first and the last of the waiting rows are due; empty if none waits. */
    Optional<DueTimes> dueTimes(long run);

    /**
     * Records what a sender has learnt, and replaces its note of the rows that it has in flight or sends next, all or
     * nothing.
     *
     * @param sender the sender's place, from 0; only one thread works in a place at a time
     * @param outcomes what the rows have come to
     * @param calls the calls made since the last record, to be added
     * @param note the numbers of the rows that are in flight now or are sent before the next record
     * @throws IllegalStateException if a row may not come to this by {@link RowState#mayBecome}, is not in the run, or is
     *     recorded twice at once; nothing is recorded
     */
    void record(OwnedRun run, int sender, List<RowResult> outcomes, CallCounts calls, List<Long> note);

    /**
     * The rows that were noted as being sent by a process that is gone and of which nothing was recorded since, in order.
     * Counts them as in doubt and removes the notes. They remain what they were, pending or waiting, and so will be sent
     * again.
     */
    List<Row> recoverInDoubt(OwnedRun run);

    /** The counts of the run at one moment; reads no row that is settled. */
    Figures figures(long run);

    /** The counts of the run now. */
    default Tally tally(long run) {
        return figures(run).rows();
    }

    /** The settled rows of the run that are selected, in order, from this number on, at most this many. */
    List<StagedRow> selected(long run, Selection selection, long from, int limit);

    /** How many settled rows of the run are selected. */
    long count(long run, Selection selection);

    /**
     * The rows of the run that may concern a user: those with this user or peer, and the rejected ones whose line holds the
     * id somewhere. Reads all rows of the run: there is no index on users, which would make staging slower.
     */
    List<ReportRow> rowsOf(long run, String id);

    /**
     * Gives a run an identity under which nothing finds it, so that no process can take it up or write on its behalf.
     *
     * @param token of the process that is about to remove it
     * @throws LeaseLostException if another process may be working on it; nothing is changed
     */
    void disown(long run, String token);

    /**
     * Removes a run that is nobody's any more, its rows and Spring Batch's records of it, in several transactions. If that is
     * cut short, the same again removes what is left.
     *
     * @throws IllegalArgumentException if there is no such run, or if it was not disowned
     */
    void forget(long run);

    /** All rows of the run in the order of their numbers, read in pages, so that memory stays bounded. */
    void forEachRow(long run, Consumer<ReportRow> consumer);

    /** How the runs went over time. */
    Chronicle chronicle();

    /**
     * When waiting rows are due. Immutable.
     *
     * @param first the earliest
     * @param last the latest
     */
    record DueTimes(Instant first, Instant last) {}
}
