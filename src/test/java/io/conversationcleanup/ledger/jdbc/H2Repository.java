package io.conversationcleanup.ledger.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An H2 database in a file, opened as the application opens it. */
final class H2Repository implements AutoCloseable {

    private final HikariDataSource dataSource = new HikariDataSource();
    private final JdbcTransactionManager transactionManager = new JdbcTransactionManager(dataSource);

    H2Repository(Path directory) {
        dataSource.setJdbcUrl(url(directory));
    }

    static String url(Path directory) {
        return RepositoryUrl.effective("jdbc:h2:file:" + directory.resolve("repository"));
    }

    H2Repository withTables() {
        LedgerSchema.create(dataSource);
        return this;
    }

    HikariDataSource dataSource() {
        return dataSource;
    }

    JdbcLedger ledger(InstantSource clock) {
        return new JdbcLedger(dataSource, transactionManager, clock);
    }

    JdbcLeases leases(Duration term) {
        return new JdbcLeases(dataSource, transactionManager, term);
    }

    TransactionTemplate transactions() {
        return new TransactionTemplate(transactionManager);
    }

    @Override
    public void close() {
        dataSource.close();
    }
}
