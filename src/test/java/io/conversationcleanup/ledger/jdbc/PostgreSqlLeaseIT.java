package io.conversationcleanup.ledger.jdbc;

import io.conversationcleanup.lease.Leases;
import io.conversationcleanup.ledger.LeaseContract;
import io.conversationcleanup.ledger.Ledger;
import io.conversationcleanup.ledger.LedgerBench;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The leases' contract on a real PostgreSQL. */
class PostgreSqlLeaseIT extends LeaseContract {

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
    protected Ledger ledger(LedgerBench clock) {
        return repository.ledger(clock);
    }
}
