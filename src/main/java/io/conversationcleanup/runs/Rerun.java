package io.conversationcleanup.runs;

import io.conversationcleanup.ledger.Run;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.model.Wording;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A run that sent rows of an earlier one again. Immutable.
 *
 * @param run its name
 * @param status where it stands
 * @param rows how many rows it took up
 * @param selection which ones, such as {@code retryable} or {@code failed, 60008}
 */
public record Rerun(String run, RunStatus status, long rows, String selection) {

    private static final String ALL_RETRYABLE = "retryable";

    /** Those among these runs that took up rows of this one, in the order in which they began. */
    static List<Rerun> of(String parent, List<Run> runs) {
        return runs.stream()
                .filter(run -> run.parent().equals(Optional.of(parent)))
                .sorted(Comparator.comparingLong(Run::number))
                .flatMap(run -> of(run).stream())
                .toList();
    }

    private static Optional<Rerun> of(Run run) {
        return run.identity()
                .earlierRows()
                .map(rows -> new Rerun(run.id(), run.status(), rows.count(), rows.selection()));
    }

    /** Whether every row was taken up that had failed for a passing reason. */
    public boolean tookUpAllRetryable() {
        return selection.equals(ALL_RETRYABLE);
    }

    /** What became of it, in a sentence. */
    public String text() {
        String sent = "Sent again by run " + run + " (" + Wording.count(rows) + " " + selection + "): " + status;
        return status == RunStatus.COMPLETED ? sent + "." : sent + "; its own status tells what is left.";
    }

    /** How many rows these took up together. */
    public static long rows(List<Rerun> reruns) {
        return reruns.stream().mapToLong(Rerun::rows).sum();
    }
}
