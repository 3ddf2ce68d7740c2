package io.conversationcleanup.ledger;

import io.conversationcleanup.model.CallCounts;
import io.conversationcleanup.model.RequestedBy;
import io.conversationcleanup.model.RunIdentity;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.model.StopCause;
import io.conversationcleanup.model.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A run as the ledger stores it. Immutable.
 *
 * @param number the run's key in the ledger
 * @param sequence 1 for the first run of its identity, one more for each {@code --fresh} after it
 * @param entry what it was entered with; the rate is that of its last start
 * @param status whether it runs, or how it ended
 * @param cause who or what stopped it; null while it runs, or if it has finished
 * @param confirmed whether its last start may send, or might
 * @param statusReason why it stopped, in a sentence; null if nothing stopped it
 * @param endedAt when it last ended; null while running
 * @param active the time spent on it, over all its starts
 * @param sending the part of {@code active} spent in the delete step
 * @param calls calls made so far
 * @param totals its rows when it ended; empty unless it has
 * @param paths how a person gets at it; empty if it was never started
 */
public record Run(
        long number,
        int sequence,
        Entry entry,
        RunStatus status,
        @Nullable StopCause cause,
        boolean confirmed,
        @Nullable String statusReason,
        @Nullable Instant endedAt,
        Duration active,
        Duration sending,
        CallCounts calls,
        Optional<RowTotals> totals,
        Optional<Paths> paths) {

    /**
     * What a run is entered with. Immutable.
     *
     * @param id the name that people type
     * @param identity what it is a run of
     * @param provider the provider's name in job files and reports
     * @param operation the operation's name in job files and reports
     * @param inputFile the input as it was named
     * @param columns the input's own columns in their order, those that begin with {@code _} left out
     * @param staging the settings that decide what a line means, as one text: if they change, the rows staged before do not
     * @param ratePerSecond the ceiling in calls a second; infinite if unlimited
     * @param startedAt when it was first started
     * @param requestedBy who asked for it, and why
     * @param parent the run some of whose rows it sends again; empty if its rows come from a file
     */
    public record Entry(
            String id,
            RunIdentity identity,
            String provider,
            String operation,
            String inputFile,
            List<InputColumn> columns,
            String staging,
            double ratePerSecond,
            Instant startedAt,
            RequestedBy requestedBy,
            Optional<String> parent) {

        public Entry {
            columns = List.copyOf(columns);
        }
    }

    /**
     * How a person gets at a run. Immutable.
     *
     * @param command the command that resumes it
     * @param reports the directory in which its reports are, or will be, as an absolute path
     * @param jobFile the job file of its last start, as an absolute path; empty if that is not known
     * @param pseudonymized whether its reports show pseudonyms in place of ids
     */
    public record Paths(String command, String reports, Optional<String> jobFile, boolean pseudonymized) {}

    /** The name that people type. */
    public String id() {
        return entry.id();
    }

    /** What it is a run of. */
    public RunIdentity identity() {
        return entry.identity();
    }

    /** The name of its job. */
    public String job() {
        return entry.identity().job();
    }

    /** The run some of whose rows it sends again; empty if its rows come from a file. */
    public Optional<String> parent() {
        return entry.parent();
    }

    /** The same run, stopped. */
    public Run stopped(StopCause by, @Nullable String why, @Nullable Instant at) {
        return ended(by.status(), by, why, at);
    }

    /** The same run, finished. */
    public Run finished(RunStatus as, Instant at) {
        return ended(as, null, null, at);
    }

    private Run ended(RunStatus as, @Nullable StopCause by, @Nullable String why, @Nullable Instant at) {
        return new Run(number, sequence, entry, as, by, confirmed, why, at, active, sending, calls, totals, paths);
    }

    /** Whether the rows of an older run of the same content are sent, or were, as rows of this one. */
    public boolean replaces(Run older) {
        return identity().equals(older.identity())
                && sequence > older.sequence()
                && confirmed
                && cause != StopCause.ABANDONED;
    }

    /** Whether nothing is left to do, or somebody has closed it for good. */
    public boolean isClosed() {
        return status.finished() || cause == StopCause.ABANDONED;
    }

    /**
     * A column of the input file. Immutable.
     *
     * @param name the name in the file's own header
     * @param role what the column holds
     */
    public record InputColumn(String name, Role role) {

        /** What a column of the input holds. */
        public enum Role {
            /** The user whose conversation it is. */
            USER,
            /** The peer: a user, a group or a conversation group's name. */
            PEER,
            /** The type of the conversation. */
            TYPE,
            /** Whether stored messages go too. */
            CLEAR_RAMBLE,
            /** Something of the file's owner, carried through to the failures file. */
            OTHER
        }
    }

    /**
     * A run and its owner. Every write to the ledger takes one, and checks it in the same transaction. Immutable.
     *
     * @param run the run's number
     * @param token the owner's, as in its lease
     */
    public record OwnedRun(long run, String token) {}

    /**
     * The rows of a run by what they have come to, all as of one moment. Immutable.
     *
     * @param rows the counts
     * @param settledFailures failed and retryable rows that are settled, by code; {@code ""} stands for none
     * @param waitingByCode the rows that wait for another attempt, by the code of the last one
     */
    public record RowTotals(Tally rows, Map<String, Long> settledFailures, Map<String, Long> waitingByCode) {

        public RowTotals {
            settledFailures = Map.copyOf(settledFailures);
            waitingByCode = Map.copyOf(waitingByCode);
        }

        /** Failed, retryable and waiting rows by code. */
        public Map<String, Long> failuresByCode() {
            return Stream.of(settledFailures, waitingByCode)
                    .flatMap(codes -> codes.entrySet().stream())
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Long::sum));
        }
    }
}
