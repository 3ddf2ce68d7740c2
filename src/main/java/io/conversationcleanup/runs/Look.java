package io.conversationcleanup.runs;

import io.conversationcleanup.lease.Lease;
import io.conversationcleanup.ledger.Ledger;
import io.conversationcleanup.ledger.Run;
import io.conversationcleanup.ledger.Run.RowTotals;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.model.StopCause;
import io.conversationcleanup.runs.RunView.Standing;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** All runs and the active leases at one moment. Immutable. */
final class Look {

    private final Ledger ledger;
    private final List<Run> runs;
    private final List<Lease> inForce;
    private final List<Run> unfinished;

    Look(Ledger ledger, List<Run> runs, List<Lease> inForce) {
        this.ledger = ledger;
        this.runs = List.copyOf(runs);
        this.inForce = List.copyOf(inForce);
        this.unfinished = runs.stream()
                .filter(this::isUnfinished)
                .sorted(Comparator.comparingLong(Run::number))
                .toList();
    }

    /** Oldest first. */
    List<Run> unfinished() {
        return unfinished;
    }

    RunView view(Run run) {
        Optional<Lease> lease = lease(run);
        Standing standing = lease.isPresent()
                ? Standing.LIVE
                : run.status() == RunStatus.RUNNING ? Standing.ORPHANED : Standing.ENDED;
        RowTotals figures = run.totals().orElseGet(() -> ledger.results().totals(run.number()));
        return new RunView(
                Summary.of(
                                standing == Standing.ORPHANED ? orphaned(run) : run,
                                figures.rows(),
                                figures.failuresByCode())
                        .among(runs)
                        .beside(unfinishedBefore(run)),
                standing,
                lease,
                run.paths());
    }

    private List<String> unfinishedBefore(Run run) {
        String job = run.identity().job();
        return unfinished.stream()
                .filter(other ->
                        other.number() < run.number() && other.identity().job().equals(job))
                .map(Run::id)
                .toList();
    }

    private boolean isUnfinished(Run kept) {
        return !kept.isClosed() && lease(kept).isEmpty() && runs.stream().noneMatch(other -> other.replaces(kept));
    }

    private Optional<Lease> lease(Run run) {
        return inForce.stream().filter(each -> isOf(each, run)).findFirst();
    }

    /** Before its first heartbeat a lease names no run; it then covers the running one. */
    static boolean isOf(Lease lease, Run run) {
        return lease.run()
                .map(run.id()::equals)
                .orElseGet(() ->
                        run.status() == RunStatus.RUNNING && lease.identity().equals(run.identity()));
    }

    /** If the run was already being stopped, that cause is kept. */
    static Run orphaned(Run run) {
        StopCause before = run.cause();
        return before == null
                ? run.stopped(StopCause.CRASH, "its process is gone", null)
                : run.stopped(before, "its process is gone, and was stopping the run", null);
    }
}
