package io.conversationcleanup.app;

import io.conversationcleanup.job.CleanupRuns;
import io.conversationcleanup.lease.Leases;
import io.conversationcleanup.lease.ProcessIdentity;
import io.conversationcleanup.ledger.Ledger;
import io.conversationcleanup.ledger.jdbc.JdbcLeases;
import io.conversationcleanup.ledger.jdbc.JdbcLedger;
import io.conversationcleanup.model.SteadyClock;
import io.conversationcleanup.repository.RepositoryConnector;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.batch.autoconfigure.BatchAutoConfiguration;
import org.springframework.boot.batch.jdbc.autoconfigure.BatchJdbcAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** The database beans. Ledger and job repository share a transaction manager, so that both commit together. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    BatchJdbcAutoConfiguration.class,
    BatchAutoConfiguration.class,
    TransactionAutoConfiguration.class
})
class RepositoryConfiguration {

    /** One clock both sets the due times of retries and checks them. */
    static final SteadyClock CLOCK = new SteadyClock(InstantSource.system(), System::nanoTime);

    @Bean
    PlatformTransactionManager transactionManager(DataSource database) {
        return new JdbcTransactionManager(database);
    }

    @Bean
    Ledger ledger(DataSource database, PlatformTransactionManager transactions) {
        return JdbcLedger.of(database, transactions, CLOCK);
    }

    @Bean
    Leases leases(DataSource database, PlatformTransactionManager transactions) {
        return new JdbcLeases(database, transactions);
    }

    @Bean
    CleanupRuns cleanupRuns(
            Ledger ledger,
            Leases leases,
            JobRepository repository,
            JobOperator operator,
            PlatformTransactionManager transactions,
            RepositoryConnector connector) {
        return new CleanupRuns(
                ledger,
                repository,
                operator,
                transactions,
                CLOCK,
                leases,
                new ProcessIdentity(),
                () -> ProcessIdentity.owner(connector.sessions()));
    }
}
