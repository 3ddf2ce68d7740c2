package io.conversationcleanup.job;

import io.conversationcleanup.lease.Heartbeat;
import io.conversationcleanup.lease.LeaseAcquisition;
import io.conversationcleanup.lease.Leases;
import io.conversationcleanup.lease.Owner;
import io.conversationcleanup.lease.Owner.Processes;
import io.conversationcleanup.ledger.Ledger;
import io.conversationcleanup.model.SteadyClock;
import io.conversationcleanup.runs.RunAdmin;
import java.util.function.Supplier;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.transaction.PlatformTransactionManager;

/** Starts runs, takes them up again, and recovers what a crash left. One start at a time; not thread-safe. */
public final class CleanupRuns {

    private final Ledger ledger;
    private final BatchLaunch batch;
    private final SteadyClock clock;
    private final Leases leases;
    private final Processes processes;
    private final Supplier<Owner> owners;

    /**
     * Runs of this ledger, which must lie in the same database as the repository and the leases.
     *
     * @param clock the same by which the ledger dates notes and lanes the next attempts
     * @param owners tells who this process is, with another token each time
     */
    public CleanupRuns(
            Ledger ledger,
            JobRepository repository,
            JobOperator operator,
            PlatformTransactionManager transactions,
            SteadyClock clock,
            Leases leases,
            Processes processes,
            Supplier<Owner> owners) {
        this.ledger = ledger;
        this.batch = new BatchLaunch(ledger, repository, operator, transactions, clock);
        this.clock = clock;
        this.leases = leases;
        this.processes = processes;
        this.owners = owners;
    }

    /**
     * Starts the run that is meant, or takes it up again, and works on it until it ends. Nothing is read or changed before
     * the lease is held.
     */
    public RunResult run(RunSpec spec) {
        Owner owner = owners.get();
        LeaseAcquisition.Taken taken =
                new LeaseAcquisition(leases, processes, spec.time()).take(spec.identity(), owner);
        if (taken.other().isPresent()) {
            return RunResult.InUse.of(taken.other().get());
        }
        Steering steering = new Steering(spec, spec.request().control());
        RunAdmin admin = new RunAdmin(ledger, leases, processes, owner, spec.time());
        try (Heartbeat heartbeat = new Heartbeat(leases, owner.token(), taken.askedAt(), spec.time(), steering)) {
            RunResult result;
            try {
                result = new RunStart(ledger, batch, admin, clock, spec, heartbeat, steering, owner).run();
            } catch (RuntimeException e) {
                if (!heartbeat.findsLeaseLost()) {
                    throw e;
                }
                return takenOver(spec, spec.identity().job());
            }
            // Every other result was recorded, or needed no record, while the run was this process's.
            return result instanceof RunResult.Broken && heartbeat.findsLeaseLost()
                    ? takenOver(spec, result.run())
                    : result;
        }
    }

    private RunResult takenOver(RunSpec spec, String run) {
        return leases.all().stream()
                .filter(lease -> lease.identity().equals(spec.identity()))
                .findFirst()
                .<RunResult>map(RunResult.InUse::of)
                .orElseGet(() -> new RunResult.TakenOver(run));
    }
}
