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
 * The stored runs. Thread-safe; each method is one short transaction, or joins the caller's. A run is named by {@link
 * Run#number}.
 *
 * <p>A method that changes a run throws {@link IllegalArgumentException} if there is no run of this number. One that writes on
 * behalf of a run takes an {@link OwnedRun}, checks in its own transaction that this owner is the run's, and throws {@link
 * LeaseLostException} and writes nothing if another one has taken it. The other stores do the same.
 */
public interface RunStore {

    /**
     * Enters a run and gives it the next sequence number of its identity, for an owner that has the lease of the identity.
     *
     * @param token the owner's
     * @throws IllegalStateException if there is a run of this name
     * @throws LeaseLostException if the owner has that lease no longer
     */
    Run create(Run.Entry run, String token);

    /**
     * Makes a run its new owner's: from now on nothing is written on behalf of any other.
     *
     * @param token of the owner, who has the lease of the run's identity
     * @throws LeaseLostException if the owner has that lease no longer
     */
    OwnedRun take(long run, String token);

    /** The run of this name, or empty if there is none. */
    Optional<Run> find(String id);

    /** The latest run of this identity, or empty if there is none. */
    Optional<Run> latest(RunIdentity identity);

    /** The runs that pass the filter, the one that was entered last first, each as one row is read: no result is counted. */
    List<Run> list(RunFilter filter);

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
    void requestedBy(OwnedRun run, RequestedBy requestedBy);

    /** Notes where a person finds the run that was started. */
    void foundAt(OwnedRun run, Run.Paths paths);

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

    /**
     * Which runs a list holds, the newest first. Immutable.
     *
     * @param job of this job only; empty for all jobs
     * @param childrenOf the runs too that sent rows of this run again; empty for none
     * @param prefix only those whose name begins so; empty for all
     * @param before only those with a lower number
     * @param limit the most runs
     */
    record RunFilter(Optional<String> job, Optional<String> childrenOf, String prefix, long before, int limit) {

        /** All runs. */
        public static final RunFilter ALL =
                new RunFilter(Optional.empty(), Optional.empty(), "", Long.MAX_VALUE, Integer.MAX_VALUE);

        /** The runs of a job. */
        public static RunFilter ofJob(String job) {
            return new RunFilter(Optional.of(job), Optional.empty(), "", Long.MAX_VALUE, Integer.MAX_VALUE);
        }

        /** The runs whose name begins so. */
        public static RunFilter named(String prefix) {
            return new RunFilter(Optional.empty(), Optional.empty(), prefix, Long.MAX_VALUE, Integer.MAX_VALUE);
        }

        /** The runs that a view of this run tells of: those of its job, and those that sent its rows again. */
        public static RunFilter around(Run run) {
            return new RunFilter(Optional.of(run.job()), Optional.of(run.id()), "", Long.MAX_VALUE, Integer.MAX_VALUE);
        }

        /** The page of so many after the run of this number. */
        public RunFilter page(long afterRun, int most) {
            return new RunFilter(job, childrenOf, prefix, afterRun, most);
        }
    }
}
