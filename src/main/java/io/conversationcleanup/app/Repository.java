package io.conversationcleanup.app;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import io.conversationcleanup.cli.CommandFailedException;
import io.conversationcleanup.cli.ExitCode;
import io.conversationcleanup.cli.RepositoryOptions;
import io.conversationcleanup.job.CleanupRuns;
import io.conversationcleanup.ledger.jdbc.RepositoryUrl;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The open repository: one database with the ledger and Spring Batch's tables. Thread-safe. */
final class Repository implements AutoCloseable {

    /** One for each sender, one for the job's own thread, and some for Spring Batch's short transactions inside theirs. */
    private static final int CONNECTIONS = 12;

    private final HikariDataSource database;
    private final ConfigurableApplicationContext context;

    private Repository(HikariDataSource database, ConfigurableApplicationContext context) {
        this.database = database;
        this.context = context;
    }

    /**
     * Opens the repository and makes its tables if there are none.
     *
     * @param data holds the embedded database, which is used if no other is named
     * @throws CommandFailedException if another process holds it, or it cannot be used
     */
    static Repository open(RepositoryOptions options, Path data) {
        HikariDataSource database = connect(options, data);
        try {
            return new Repository(database, start(database));
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static ConfigurableApplicationContext start(DataSource database) {
        SpringApplicationBuilder builder = new SpringApplicationBuilder(RepositoryConfiguration.class)
                .initializers(context -> ((GenericApplicationContext) context)
                        .registerBean("database", DataSource.class, () -> database))
                .web(WebApplicationType.NONE)
                .registerShutdownHook(false);
        // It would set the logging up anew, and so undo --verbose.
        SpringApplication application = builder.application();
        application.setListeners(application.getListeners().stream()
                .filter(listener -> !(listener instanceof LoggingApplicationListener))
                .toList());
        return builder.run();
    }

    /** The runs that are kept in it. */
    CleanupRuns runs() {
        return context.getBean(CleanupRuns.class);
    }

    @Override
    public void close() {
        context.close();
        database.close();
    }

    private static HikariDataSource connect(RepositoryOptions options, Path data) {
        String url = options.url().orElseGet(() -> RepositoryUrl.embedded(data));
        try {
            HikariConfig config = new HikariConfig();
            config.setPoolName("repository");
            config.setJdbcUrl(RepositoryUrl.effective(url));
            options.user().ifPresent(config::setUsername);
            options.password().ifPresent(config::setPassword);
            config.setMaximumPoolSize(CONNECTIONS);
            config.setMinimumIdle(1);
            return new HikariDataSource(config);
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(ExitCode.SETTINGS, String.valueOf(e.getMessage()));
        } catch (HikariPool.PoolInitializationException e) {
            throw cannotOpen(e);
        }
    }

    private static CommandFailedException cannotOpen(HikariPool.PoolInitializationException failure) {
        if (RepositoryUrl.isLocked(failure)) {
            return new CommandFailedException(
                    ExitCode.IN_USE,
                    "Another process holds the repository, most likely a run that is still going on. Wait until it has"
                            + " ended, or give this run a repository of its own with --repository.");
        }
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return new CommandFailedException(
                ExitCode.SETTINGS,
                "The repository cannot be opened: " + cause.getMessage() + ". Check --repository, or"
                        + " CLEANUP_REPOSITORY_URL, and that the place can be written.");
    }
}
