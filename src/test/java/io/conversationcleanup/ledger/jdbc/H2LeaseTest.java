package io.conversationcleanup.ledger.jdbc;

import io.conversationcleanup.lease.Leases;
import io.conversationcleanup.ledger.LeaseContract;
import io.conversationcleanup.ledger.Ledger;
import io.conversationcleanup.ledger.LedgerBench;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The leases' contract on H2, in a file. */
class H2LeaseTest extends LeaseContract {

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
    protected Ledger ledger(LedgerBench clock) {
        return repository.ledger(clock);
    }
}
