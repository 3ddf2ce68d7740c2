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
 * @param sequence 1 for the first run of its identity, raised by each {@code --fresh}
 * @param entry the initial data, with the rate of the last start
 * @param confirmed whether sending was confirmed for the last start
 * @param active time spent over all starts
 * @param sending the part of {@code active} in the delete step
 * @param totals empty unless it has ended
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
     * The initial data of a run. Immutable.
     *
     * @param columns the input's own columns in order, without those that begin with {@code _}
     * @param staging settings that decide how a line is read; changing them does not change staged rows
     * @param ratePerSecond limit in calls a second; infinite if unlimited
     * @param parent the run whose rows it sends again; empty if its rows come from a file
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

    /** The command that resumes a run and the absolute paths of its reports and last job file. Immutable. */
    public record Paths(String command, String reports, Optional<String> jobFile, boolean pseudonymized) {}

    public String id() {
        return entry.id();
    }

    public RunIdentity identity() {
        return entry.identity();
    }

    public String job() {
        return entry.identity().job();
    }

    /** Returns the run whose rows this one sends again; empty if its rows come from a file. */
    public Optional<String> parent() {
        return entry.parent();
    }

    public Run stopped(StopCause by, @Nullable String why, @Nullable Instant at) {
        return ended(by.status(), by, why, at);
    }

    public Run finished(RunStatus as, Instant at) {
        return ended(as, null, null, at);
    }

    private Run ended(RunStatus as, @Nullable StopCause by, @Nullable String why, @Nullable Instant at) {
        return new Run(number, sequence, entry, as, by, confirmed, why, at, active, sending, calls, totals, paths);
    }

    /** Returns whether this run sends the rows of an older run of the same content. */
    public boolean replaces(Run older) {
        return identity().equals(older.identity())
                && sequence > older.sequence()
                && confirmed
                && cause != StopCause.ABANDONED;
    }

    /** Returns whether the run is finished or abandoned. */
    public boolean isClosed() {
        return status.finished() || cause == StopCause.ABANDONED;
    }

    /** A column of the input file, by its name in the header. Immutable. */
    public record InputColumn(String name, Role role) {

        /** The meaning of an input column. */
        public enum Role {
            USER,
            /** A user, a group or a conversation group's name. */
            PEER,
            TYPE,
            /** Whether stored messages are deleted too. */
            CLEAR_RAMBLE,
            /** The user's own data, copied to the failures file. */
            OTHER
        }
    }

    /** A run and its owner's token. Every write to the ledger checks it in its transaction. Immutable. */
    public record OwnedRun(long run, String token) {}

    /** Row counts at one moment; failures are by code, {@code ""} if there is none. Immutable. */
    public record RowTotals(Tally rows, Map<String, Long> settledFailures, Map<String, Long> waitingByCode) {

        public RowTotals {
            settledFailures = Map.copyOf(settledFailures);
            waitingByCode = Map.copyOf(waitingByCode);
        }

        /** Returns failed, retryable and waiting rows by code. */
        public Map<String, Long> failuresByCode() {
            return Stream.of(settledFailures, waitingByCode)
                    .flatMap(codes -> codes.entrySet().stream())
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Long::sum));
        }
    }
}
