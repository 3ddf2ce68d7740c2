package io.conversationcleanup.ledger.jdbc;

import io.conversationcleanup.ledger.Leases;
import io.conversationcleanup.ledger.Ledger;
import io.conversationcleanup.ledger.LedgerBench;
import io.conversationcleanup.ledger.LedgerContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The ledger's contract on a real PostgreSQL. */
class PostgreSqlLedgerIT extends LedgerContract {

    private static OpenRepository repository;

    @BeforeAll
    static void openRepository() {
        repository = OpenRepository.onPostgreSql().withTables();
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
