package io.conversationcleanup.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conversationcleanup.ledger.jdbc.JdbcLeases;
import io.conversationcleanup.repository.LedgerSchema;
import io.conversationcleanup.repository.RepositoryConnector;
import io.conversationcleanup.repository.RepositorySession;
import io.conversationcleanup.repository.RepositoryUrl;
import io.conversationcleanup.repository.Surroundings;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** A visit that is made through another process, with no patience at all: it is simulated by another database's server. */
class RepositorySessionIT {

    private static final String KEY = "0123456789abcdef";

    @TempDir
    private Path directory;

    @TempDir
    private Path elsewhere;

    private Connection served;
    private Server server;
    private RandomAccessFile file;
    private final AtomicInteger attempts = new AtomicInteger();

    @BeforeEach
    void serve() throws SQLException, IOException {
        makeTables(directory).close();
        served = makeTables(elsewhere);
        server = Server.createTcpServer(
                        "-tcpPort", "0", "-tcpDaemon", "-key", KEY, "file:" + elsewhere.resolve("repository"))
                .start();
        Files.writeString(
                holder(),
                "port=%d%nkey=%s%npid=%d%ncommand=find%nwork=VISIT%n"
                        .formatted(
                                server.getPort(), KEY, ProcessHandle.current().pid()));
        file = new RandomAccessFile(directory.resolve("repository.mv.db").toFile(), "rw");
        assertThat(file.getChannel().lock().isValid()).isTrue();
    }

    @AfterEach
    void close() throws SQLException, IOException {
        server.stop();
        served.close();
        file.close();
    }

    private static Connection makeTables(Path directory) throws SQLException {
        Connection connection = DriverManager.getConnection(url(directory));
        LedgerSchema.create(new SingleConnectionDataSource(connection, true));
        return connection;
    }

    private static String url(Path directory) {
        return RepositoryUrl.effective(RepositoryUrl.embedded(directory));
    }

    private Path holder() {
        return directory.resolve("repository.holder");
    }

    private RepositorySession visit() {
        return visit(Duration.ZERO);
    }

    private RepositorySession visit(Duration patience) {
        RepositoryConnector door = new RepositoryConnector(url(directory), Optional.empty(), Optional.empty(), "test");
        return new RepositorySession(
                door,
                patience,
                new Surroundings("a test", System::nanoTime, pause -> Thread.onSpinWait(), new SecureRandom()));
    }

    @Test
    void isBegunAnewIfThatProcessEnds() {
        Optional<Integer> runs = visit().make(
                        database -> {
                            if (attempts.incrementAndGet() == 1) {
                                end();
                            }
                            return runs(database);
                        },
                        () -> false);

        assertThat(runs).contains(0);
        assertThat(attempts).hasValue(2);
    }

    @Test
    void isNotBegunAnewForEverIfThatProcessDropsItEachTime() {
        assertThatThrownBy(() -> visit().make(
                                database -> {
                                    attempts.incrementAndGet();
                                    server.stop();
                                    return runs(database);
                                },
                                () -> false))
                .isInstanceOf(DataAccessException.class);

        assertThat(attempts).hasValue(1);
    }

    @Test
    void waitsForAProcessThatMakesTheFileSmaller() throws IOException {
        Files.writeString(
                holder(),
                "port=0%npid=%d%ncommand=forget%nwork=COMPACTION%n"
                        .formatted(ProcessHandle.current().pid()));
        // Longer than the patience with a process of which nothing is known.
        CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS).execute(this::unlock);

        assertThat(visit(Duration.ofMillis(100)).make(RepositorySessionIT::runs, () -> false))
                .contains(0);
    }

    private static int runs(DataSource database) {
        return new JdbcLeases(database, new JdbcTransactionManager(database))
                .all()
                .size();
    }

    private void unlock() {
        try {
            file.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void end() {
        try {
            Files.delete(holder());
            server.stop();
            file.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
