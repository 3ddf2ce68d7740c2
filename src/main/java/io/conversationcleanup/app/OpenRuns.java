package io.conversationcleanup.app;

import io.conversationcleanup.job.CleanupRuns;
import io.conversationcleanup.job.RunResult;
import io.conversationcleanup.lease.ProcessIdentity;
import io.conversationcleanup.ledger.jdbc.JdbcLeases;
import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.repository.Repository;
import io.conversationcleanup.repository.RepositoryConnector;
import io.conversationcleanup.repository.RepositoryFailure;
import io.conversationcleanup.repository.Surroundings;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** An open repository for a run, with its Spring context. Thread-safe. */
final class OpenRuns implements AutoCloseable {

    private final Repository repository;
    private final ConfigurableApplicationContext context;

    private OpenRuns(Repository repository, ConfigurableApplicationContext context) {
        this.repository = repository;
        this.context = context;
    }

    /** Opens the repository; fails if another process works on a run there or the repository cannot be used. */
    static OpenRuns open(RepositoryConnector connector, Surroundings surroundings) {
        Repository repository = Repository.open(connector, surroundings, OpenRuns::whyInUse);
        try {
            return new OpenRuns(repository, context(repository.database(), connector));
        } catch (RuntimeException e) {
            repository.close();
            throw RepositoryFailure.cannotOpen(connector, e);
        } catch (Error e) {
            repository.close();
            throw e;
        }
    }

    /** Describes who works on runs in another process's embedded database; empty while that process starts or ends. */
    private static Optional<CommandFailedException> whyInUse(DataSource served) {
        ProcessIdentity processes = new ProcessIdentity();
        String owners = new JdbcLeases(served, new JdbcTransactionManager(served))
                .all().stream()
                        .filter(lease -> lease.isInForce(processes))
                        .map(lease -> RunResult.InUse.of(lease).text())
                        .collect(Collectors.joining("\n"));
        return owners.isEmpty() ? Optional.empty() : Optional.of(new CommandFailedException(ExitCode.IN_USE, owners));
    }

    private static ConfigurableApplicationContext context(DataSource database, RepositoryConnector connector) {
        SpringApplicationBuilder builder = new SpringApplicationBuilder(RepositoryConfiguration.class)
                .initializers(context -> {
                    GenericApplicationContext beans = (GenericApplicationContext) context;
                    beans.registerBean("database", DataSource.class, () -> database);
                    beans.registerBean("connector", RepositoryConnector.class, () -> connector);
                })
                .web(WebApplicationType.NONE)
                .registerShutdownHook(false);
        // This listener would reset the log level and undo --verbose.
        SpringApplication application = builder.application();
        application.setListeners(application.getListeners().stream()
                .filter(listener -> !(listener instanceof LoggingApplicationListener))
                .toList());
        return builder.run();
    }

    CleanupRuns runs() {
        return context.getBean(CleanupRuns.class);
    }

    /** Records that nothing is left to do, so that closing may compact the database. */
    void runHasFinished() {
        repository.runHasFinished();
    }

    @Override
    public void close() {
        try (repository) {
            repository.stopServing();
            context.close();
        }
    }
}
