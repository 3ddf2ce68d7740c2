package io.conversationcleanup.ledger;

import io.conversationcleanup.ledger.Run.OwnedRun;
import io.conversationcleanup.model.LeaseLostException;
import io.conversationcleanup.model.RequestedBy;
import io.conversationcleanup.model.RunIdentity;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.model.StopCause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stored runs. Thread-safe; each method is one short transaction or joins the caller's.
 *
 * <p>Methods that take an {@link OwnedRun} or a token, here and in the other stores, check ownership in the same
 * transaction. They throw {@link LeaseLostException} and write nothing if another process has the run, and
 * {@link IllegalArgumentException} if the run is unknown.
 */
public interface RunStore {

    /**
     * Creates a run with the next sequence number of its identity, for an owner of the identity's lease.
     *
     * @throws IllegalStateException if there is a run of this name
     */
    Run create(Run.Entry run, String token);

    /** Makes a run this owner's; all other owners are refused from now on. */
    OwnedRun take(long run, String token);

    /** Finds a run by its full name. */
    Optional<Run> find(String id);

    /** Returns the latest run of an identity. */
    Optional<Run> latest(RunIdentity identity);

    /** Lists matching runs, newest first; each costs one row, no result is counted. */
    List<Run> list(RunFilter filter);

    /** Runs work on the same database in one transaction that holds ownership of the run. */
    void whileOwned(OwnedRun run, Runnable work);

    /** Records a start at this rate, and whether sending was confirmed in advance. */
    void started(OwnedRun run, double ratePerSecond, boolean confirmed);

    /** Records what is stopping the run, which has not ended yet. */
    void halted(OwnedRun run, StopCause cause);

    /** Records that sending is confirmed. */
    void confirmed(OwnedRun run);

    /** Replaces the record of who requested the run. */
    void requestedBy(OwnedRun run, RequestedBy requestedBy);

    /** Records the paths of a started run. */
    void foundAt(OwnedRun run, Run.Paths paths);

    /** Changes the rate limit of this start, in calls a second. */
    void paced(OwnedRun run, double ratePerSecond);

    /** Adds time spent on the run, and the part of it in the delete step. */
    void spent(OwnedRun run, Duration active, Duration sending);

    /** Records how the run ended and stores its totals; cause and reason are null if it is finished. */
    void ended(OwnedRun run, RunStatus status, @Nullable StopCause cause, @Nullable String reason, Instant at);

    /** Hides a run from all commands before its removal. */
    void disown(long run, String token);

    /** Removes a disowned run with its rows and Spring Batch's records in several transactions; repeatable. */
    void forget(long run);

    /** Selects runs by job, name prefix and number, and adds the reruns of {@code childrenOf}. Immutable. */
    record RunFilter(Optional<String> job, Optional<String> childrenOf, String prefix, long before, int limit) {

        public static final RunFilter ALL =
                new RunFilter(Optional.empty(), Optional.empty(), "", Long.MAX_VALUE, Integer.MAX_VALUE);

        public static RunFilter ofJob(String job) {
            return new RunFilter(Optional.of(job), Optional.empty(), "", Long.MAX_VALUE, Integer.MAX_VALUE);
        }

        /** Selects runs by a prefix of their name. */
        public static RunFilter named(String prefix) {
            return new RunFilter(Optional.empty(), Optional.empty(), prefix, Long.MAX_VALUE, Integer.MAX_VALUE);
        }

        /** Selects the runs that a view of this run mentions: its job's, and those that sent its rows again. */
        public static RunFilter around(Run run) {
            return new RunFilter(Optional.of(run.job()), Optional.of(run.id()), "", Long.MAX_VALUE, Integer.MAX_VALUE);
        }

        /** Selects the page that follows this run number. */
        public RunFilter page(long afterRun, int most) {
            return new RunFilter(job, childrenOf, prefix, afterRun, most);
        }
    }
}
