package io.conversationcleanup.ledger;

import io.conversationcleanup.lease.Leases;
import org.junit.jupiter.api.BeforeEach;

/**
 * What every ledger must do, for a short subclass per database. All tests share one database, each has runs of its own.
 */
public abstract class LedgerContract
        implements RunLaws,
                OwnershipLaws,
                ChronicleLaws,
                StagingLaws,
                OutstandingLaws,
                RecordingLaws,
                DoubtLaws,
                ForgetLaws,
                SumLaws {

    private final LedgerBench bench = new LedgerBench();

    /** A ledger in the database under test that takes its time from the bench. */
    protected abstract Ledger open(LedgerBench clock);

    /** The leases in the same database. */
    protected abstract Leases leases();

    @BeforeEach
    void open() {
        bench.use(open(bench), leases());
    }

    @Override
    public final LedgerBench bench() {
        return bench;
    }
}
