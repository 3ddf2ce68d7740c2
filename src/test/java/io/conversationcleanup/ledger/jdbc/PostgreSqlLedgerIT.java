package io.conversationcleanup.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conversationcleanup.lease.Leases;
import io.conversationcleanup.ledger.Ledger;
import io.conversationcleanup.ledger.LedgerBench;
import io.conversationcleanup.ledger.LedgerContract;
import io.conversationcleanup.ledger.Run.OwnedRun;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

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

    /** Both lock the sender's row; the record needs the run's, too, to add a code that failed. */
    @Test
    void aTakeOverWaitsForARecordThatHasBegunAndNotTheOtherWayRound() throws SQLException {
        OwnedRun before = bench().runOfTenWithOneDeletedAndTwoNoted();
        try (Connection blocker = repository.dataSource().getConnection()) {
            blocker.setAutoCommit(false);
            blocker.createStatement().execute("LOCK TABLE cleanup_failure IN SHARE MODE");
            CompletableFuture<Void> record = async(() -> bench().recordFailure(before, 2));
            awaitLocks(1);
            CompletableFuture<Void> takeOver = async(
                    () -> assertThat(bench().inDoubt(bench().takenOver(before))).isEmpty());
            awaitLocks(2);

            blocker.rollback();

            record.join();
            takeOver.join();
        }
    }

    private static CompletableFuture<Void> async(Runnable action) {
        return CompletableFuture.runAsync(action, task -> new Thread(task).start());
    }

    private static void awaitLocks(int waiting) {
        JdbcClient database = JdbcClient.create(repository.dataSource());
        await().until(() -> database.sql("SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                                + " AND datname = CURRENT_DATABASE()")
                        .query(Integer.class)
                        .single()
                == waiting);
    }

    @Override
    public void rolledBack(Runnable work) {
        repository.transactions().executeWithoutResult(status -> {
            work.run();
            status.setRollbackOnly();
        });
    }
}
