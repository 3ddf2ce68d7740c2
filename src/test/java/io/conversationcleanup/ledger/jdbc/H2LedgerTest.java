package io.conversationcleanup.ledger.jdbc;

import io.conversationcleanup.lease.Leases;
import io.conversationcleanup.ledger.Ledger;
import io.conversationcleanup.ledger.LedgerBench;
import io.conversationcleanup.ledger.LedgerContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The ledger's contract on H2, in a file. */
class H2LedgerTest extends LedgerContract {

    private static OpenRepository repository;

    @BeforeAll
    static void openRepository(@TempDir Path directory) {
        repository = OpenRepository.onH2(directory).withTables();
    }

    @AfterAll
    static void closeRepository() {
        repository.close();
    }

    @Override
    protected Leases leases() {
        return repository.leases();
    }

    @Override
    protected Ledger open(LedgerBench clock) {
        return repository.ledger(clock);
    }

    @Override
    public void rolledBack(Runnable work) {
        repository.transactions().executeWithoutResult(status -> {
            work.run();
            status.setRollbackOnly();
        });
    }
}
