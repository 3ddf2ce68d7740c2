package io.conversationcleanup.app;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.conversationcleanup.cli.CommandFailedException;
import io.conversationcleanup.cli.ExitCode;
import io.conversationcleanup.cli.InUse;
import io.conversationcleanup.cli.RepositoryOptions;
import io.conversationcleanup.job.CleanupRuns;
import io.conversationcleanup.ledger.Lease;
import io.conversationcleanup.ledger.jdbc.LedgerSchema;
import io.conversationcleanup.ledger.jdbc.RepositoryDoor;
import io.conversationcleanup.ledger.jdbc.RepositoryMark;
import io.conversationcleanup.ledger.jdbc.RepositoryServer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
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
 * <p>An embedded database is served to this user's other processes while it is open. If it is locked when it is to be
 * opened, and whoever has it open works on a run, that run is named; anybody else is done with it in a moment.
 */
final class Repository implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Repository.class);

    /** One for each sender, one for the job's own thread, and some for Spring Batch's short transactions inside theirs. */
    private static final int CONNECTIONS = 12;

    /** A server that cannot be reached for so long is gone; for a connection nobody else has to wait. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final RepositoryDoor door;
    private final HikariDataSource database;
    private final ConfigurableApplicationContext context;
    private final Optional<RepositoryServer> server;
    private final Optional<RepositoryMark> mark;
    private boolean runHasFinished;

    private Repository(
            RepositoryDoor door,
            HikariDataSource database,
            ConfigurableApplicationContext context,
            Optional<RepositoryServer> server) {
        this.door = door;
        this.database = database;
        this.context = context;
        this.server = server;
        this.mark = RepositoryMark.keep(door.url(), database);
    }

    /**
     * Opens the repository and makes its tables if there are none.
     *
     * @param data holds the embedded database, which is used if no other is named
     * @param command what this process does, for others
     * @throws CommandFailedException if another process holds it, or it cannot be used
     */
    static Repository open(RepositoryOptions options, Path data, String command) {
        RepositoryDoor door = Visit.door(options, data);
        RepositoryMark.forgetIfGone(door.url());
        // Stays open until the pool has a connection: an embedded database closes with its last one.
        try (Connection first = Visit.writable(connect(door))) {
            HikariDataSource database = pool(door);
            Optional<RepositoryServer> server = Optional.empty();
            try {
                // Who is let in finds all tables.
                DataSource opened = new SingleConnectionDataSource(first, true);
                RepositoryMark.requireWhole(door.url(), opened);
                LedgerSchema.create(opened);
                server = RepositoryServer.serve(door.url(), command, new SecureRandom());
                return new Repository(door, database, start(new LosableDatabase(database)), server);
            } catch (RuntimeException e) {
                server.ifPresent(RepositoryServer::close);
                database.close();
                throw e;
            }
        } catch (SQLException | RuntimeException e) {
            throw Visit.cannotOpen(door, e);
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

    /** Notes that nothing is left to do, so that there is time to tidy up. */
    void runHasFinished() {
        runHasFinished = true;
    }

    @Override
    public void close() {
        server.ifPresent(RepositoryServer::close);
        context.close();
        mark.ifPresent(RepositoryMark::close);
        if (runHasFinished) {
            compactIfSparse();
        }
        database.close();
    }

    /** Nothing is lost if it fails or is killed: the old file is there until the new one is whole. */
    private void compactIfSparse() {
        boolean done = false;
        try (Connection connection = database.getConnection()) {
            if (door.isSparse(connection)) {
                log.info("The repository's file is being made smaller");
                door.compact(connection);
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

    /** Opens the database for this process, as soon as whoever only looks at it has gone. */
    private static Connection connect(RepositoryDoor door) throws SQLException {
        long giveUpAt = System.nanoTime() + Visit.PATIENCE.toNanos();
        while (true) {
            Optional<Connection> opened = door.open();
            if (opened.isPresent()) {
                return opened.get();
            }
            List<Lease> leases = Visit.leases(door);
            if (!leases.isEmpty()) {
                throw inUse(leases);
            }
            if (System.nanoTime() - giveUpAt > 0) {
                throw Visit.inUse(door);
            }
            Visit.pause();
        }
    }

    private static CommandFailedException inUse(List<Lease> leases) {
        return new CommandFailedException(
                ExitCode.IN_USE,
                leases.stream()
                        .map(lease -> InUse.text(
                                lease.run().orElse(lease.identity().job()),
                                lease.owner().who(),
                                lease.takenAt()))
                        .collect(Collectors.joining("\n")));
    }
}
