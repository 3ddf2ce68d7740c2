package io.conversationcleanup.ledger.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.conversationcleanup.ledger.Ledger;
import io.conversationcleanup.model.SteadyClock;
import io.conversationcleanup.repository.Dialect;
import io.conversationcleanup.repository.LedgerSchema;
import io.conversationcleanup.repository.RepositoryUrl;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.h2.store.fs.FilePath;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A repository opened as the application opens it. */
public final class OpenRepository implements AutoCloseable {

    private final HikariDataSource dataSource = new HikariDataSource();
    private final JdbcTransactionManager transactionManager = new JdbcTransactionManager(dataSource);

    private OpenRepository(String effectiveUrl) {
        dataSource.setJdbcUrl(effectiveUrl);
    }

    /** An H2 database in a file in this directory. */
    public static OpenRepository onH2(Path directory) {
        return new OpenRepository(h2Url(directory));
    }

    /** The same in a file that keeps what a loss of power would leave of it. */
    static OpenRepository onForcedFile(Path directory) {
        FilePath.register(new ForcedFiles());
        return new OpenRepository(RepositoryUrl.effective("jdbc:h2:forced:" + directory.resolve("repository")));
    }

    public static String h2Url(Path directory) {
        return RepositoryUrl.effective("jdbc:h2:file:" + directory.resolve("repository"));
    }

    /** A PostgreSQL database that holds nothing yet. */
    static OpenRepository onPostgreSql() {
        return new OpenRepository(RepositoryUrl.effective(PostgreSqlServer.newDatabase()));
    }

    /** With the ledger's tables and Spring Batch's, unless they are there. */
    public OpenRepository withTables() {
        if (LedgerSchema.exists(dataSource)) {
            return this;
        }
        LedgerSchema.create(dataSource);
        String script = Dialect.of(dataSource).nameInScripts() + ".sql";
        new ResourceDatabasePopulator(new ClassPathResource("org/springframework/batch/core/schema-" + script))
                .execute(dataSource);
        return this;
    }

    public HikariDataSource dataSource() {
        return dataSource;
    }

    Ledger ledger(InstantSource clock) {
        SteadyClock steady = new SteadyClock(clock, () -> ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant()));
        return JdbcLedger.of(dataSource, transactionManager, steady);
    }

    JdbcLeases leases() {
        return new JdbcLeases(dataSource, transactionManager);
    }

    TransactionTemplate transactions() {
        return new TransactionTemplate(transactionManager);
    }

    @Override
    public void close() {
        dataSource.close();
    }
}
