package io.conversationcleanup.ledger;

import java.util.Optional;

/**
 * Which runs a list holds, the newest first. Immutable.
 *
 * @param job of this job only; empty for all jobs
 * @param childrenOf the runs too that sent rows of this run again; empty for none
 * @param prefix only those whose name begins so; empty for all
 * @param before only those with a lower number
 * @param limit the most runs
 */
public record RunFilter(Optional<String> job, Optional<String> childrenOf, String prefix, long before, int limit) {

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
