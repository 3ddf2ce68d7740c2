package io.conversationcleanup.app;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.conversationcleanup.cli.CommandFailedException;
import io.conversationcleanup.cli.RepositoryOptions;
import io.conversationcleanup.job.CleanupRuns;
import io.conversationcleanup.ledger.jdbc.Holder;
import io.conversationcleanup.ledger.jdbc.LedgerSchema;
import io.conversationcleanup.ledger.jdbc.RepositoryDoor;
import io.conversationcleanup.ledger.jdbc.RepositoryMark;
import io.conversationcleanup.ledger.jdbc.RepositoryServer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The open repository: one database with the ledger and Spring Batch's tables. Thread-safe.
 *
 * <p>An embedded database is served to this user's other processes while it is open.
 */
final class Repository implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Repository.class);

    /** One for each sender, one for the job's own thread, and some for Spring Batch's short transactions inside theirs. */
    private static final int CONNECTIONS = 12;

    /** A server that cannot be reached for so long is gone; for a connection nobody else has to wait. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final RepositoryDoor door;
    private final HikariDataSource database;
    private final String command;

    // What has been started so far; all of it once the repository is handed out.
    private Optional<RepositoryMark> mark = Optional.empty();
    private Optional<RepositoryServer> server = Optional.empty();
    private Optional<ConfigurableApplicationContext> context = Optional.empty();
    private boolean runHasFinished;

    private Repository(RepositoryDoor door, HikariDataSource database, String command) {
        this.door = door;
        this.database = database;
        this.command = command;
    }

    /**
     * Opens the repository and makes its tables if there are none.
     *
     * @param data holds the embedded database, which is used if no other is named
     * @param command what this process does, for others
     * @param server waits for a database server
     * @throws CommandFailedException if another process holds it, or it cannot be used
     */
    static Repository open(RepositoryOptions options, Path data, String command, StartingServer server) {
        RepositoryDoor door = Visit.door(options, data);
        RepositoryMark.forgetIfGone(door.url());
        // Stays open until the pool has a connection: an embedded database closes with its last one.
        try (Connection first = RunEntrance.open(door, server)) {
            DataSource opened = new SingleConnectionDataSource(first, true);
            RepositoryMark.requireWhole(door.url(), opened);
            LedgerSchema.create(opened);
            return started(new Repository(door, pool(door), command));
        } catch (SQLException | RuntimeException e) {
            throw RepositoryProblem.cannotOpen(door, e);
        }
    }

    private static Repository started(Repository repository) {
        try {
            repository.start();
            return repository;
        } catch (RuntimeException | Error e) {
            repository.close();
            throw e;
        }
    }

    private void start() {
        mark = RepositoryMark.keep(door.url(), database);
        // Other processes that are let in find all tables.
        server = RepositoryServer.serve(door.url(), Holder.Work.RUN, command, new SecureRandom());
        context = Optional.of(context(new LosableDatabase(database), door));
    }

    private static ConfigurableApplicationContext context(DataSource database, RepositoryDoor door) {
        SpringApplicationBuilder builder = new SpringApplicationBuilder(RepositoryConfiguration.class)
                .initializers(context -> {
                    GenericApplicationContext beans = (GenericApplicationContext) context;
                    beans.registerBean("database", DataSource.class, () -> database);
                    beans.registerBean("door", RepositoryDoor.class, () -> door);
                })
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
        return context.orElseThrow().getBean(CleanupRuns.class);
    }

    /** Notes that nothing is left to do, so that there is time to tidy up. */
    void runHasFinished() {
        runHasFinished = true;
    }

    @Override
    public void close() {
        try (database) {
            server.ifPresent(RepositoryServer::close);
            context.ifPresent(ConfigurableApplicationContext::close);
            mark.ifPresent(RepositoryMark::close);
            if (runHasFinished) {
                compactIfSparse();
            }
        }
    }

    /** Nothing is lost if it fails or is killed: the old file is there until the new one is whole. */
    private void compactIfSparse() {
        boolean done = false;
        try (Connection connection = database.getConnection()) {
            if (door.isSparse(connection)) {
                log.info("The repository's file is being made smaller");
                RepositoryServer.whileCompacting(door.url(), command, () -> door.compact(connection));
            }
            done = true;
        } catch (SQLException e) {
            // Compacting closes the database, and with it this connection.
            if (!done) {
                log.debug("The repository keeps its size", e);
            }
        }
    }

    private static HikariDataSource pool(RepositoryDoor door) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("repository");
        config.setJdbcUrl(door.url());
        door.user().ifPresent(config::setUsername);
        door.password().ifPresent(config::setPassword);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(LONGEST_WAIT.toMillis());
        return new HikariDataSource(config);
    }
}
