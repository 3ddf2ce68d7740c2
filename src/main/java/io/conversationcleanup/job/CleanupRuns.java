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

/** Starts and resumes runs, and recovers after a crash. Not thread-safe: one start at a time. */
public final class CleanupRuns {

    private final Ledger ledger;
    private final BatchLaunch batch;
    private final SteadyClock clock;
    private final Leases leases;
    private final Processes processes;
    private final Supplier<Owner> owners;

    /**
     * Creates an instance; ledger, repository and leases must share one database.
     *
     * @param clock the clock that the ledger and the lanes use for due times
     * @param owners returns this process's identity with a new token on each call
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

    /** Starts or resumes the requested run and works on it until it ends, always under the lease. */
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
            // Every other result was recorded, or needed no record, while this process held the lease.
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
