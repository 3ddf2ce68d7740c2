package io.conversationcleanup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.ledger.jdbc.PostgreSqlServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What a person is told whose PostgreSQL cannot be used: what is wrong, in one line, and never a password. */
class PostgreSqlRefusalIT {

    private static final String PASSWORD = "hush-hush-4711";

    private Program program;

    @BeforeEach
    void writeJob(@TempDir Path directory) {
        program = Program.in(directory, Program.PROVIDER);
        program.input(Asked.rows(3));
        program.variable("CLEANUP_REPOSITORY_PASSWORD", PASSWORD);
    }

    @AfterEach
    void close() {
        program.close();
    }

    @Test
    void aWrongPassword() throws IOException {
        JdbcClient administrator = PostgreSqlServer.administrator();
        administrator.sql("CREATE ROLE clerk LOGIN PASSWORD 'another'").update();
        Path access =
                Path.of(administrator.sql("SHOW hba_file").query(String.class).single());
        Files.writeString(access, "host all clerk all scram-sha-256\n" + Files.readString(access));
        administrator.sql("SELECT pg_reload_conf()").query(Boolean.class).single();
        program.variable("CLEANUP_REPOSITORY_USER", "clerk");

        assertRefused(
                PostgreSqlServer.newDatabase().replace("?user=postgres", ""), "errors/postgresql-wrong-password.txt");
    }

    @Test
    void aServerThatIsNotThere() throws IOException {
        try (UnservedPort nobody = new UnservedPort()) {
            String server = "127.0.0.1:" + nobody.number();
            assertRefused(
                    "jdbc:postgresql://" + server + "/db?user=me&password=" + PASSWORD,
                    "errors/postgresql-not-there.txt");
        }
    }

    @Test
    void aDatabaseThatCannotStoreAllCharacters() {
        PostgreSqlServer.administrator()
                .sql("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
                .update();

        assertRefused(
                PostgreSqlServer.newDatabase().replaceFirst("/test\\d+", "/latin"),
                "errors/postgresql-not-in-utf8.txt");
    }

    @Test
    void aServerThatIsNotUpIsWaitedForForAMinute() throws IOException {
        try (UnservedPort nobody = new UnservedPort()) {
            program.variable(
                    "CLEANUP_REPOSITORY_URL", "jdbc:postgresql://127.0.0.1:" + nobody.number() + "/db?user=me");

            CommandRun refused = program.run();

            assertThat(refused.exitCode()).isEqualTo(78);
            assertThat(program.waitedForServer()).isEqualTo(Duration.ofMinutes(1));
            assertThat(refused.log())
                    .filteredOn(line -> line.contains("Waiting for it for up to 60 s"))
                    .hasSize(1);
        }
    }

    @Test
    void aServerThatComesUpMeanwhileIsUsed(@TempDir Path data) throws IOException {
        UnservedPort place = new UnservedPort();
        int port = place.number();
        List<EmbeddedPostgres> servers = new ArrayList<>();
        program.variable("CLEANUP_REPOSITORY_URL", "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres");
        program.whileWaitingForServer(() -> {
            if (servers.isEmpty()) {
                servers.add(begin(place, port, data));
            }
        });
        try {
            assertThat(program.run().exitCode()).isZero();

            assertThat(program.calls()).isEqualTo(3);
            assertThat(servers).hasSize(1);
        } finally {
            for (EmbeddedPostgres server : servers) {
                server.close();
            }
        }
    }

    @Test
    void aServerThatSaysThatItIsStartingIsWaitedForToo() throws IOException {
        try (StartingUp server = new StartingUp("57P03")) {
            program.variable("CLEANUP_REPOSITORY_URL", server.url());

            CommandRun refused = program.run();

            assertThat(refused.exitCode()).isEqualTo(78);
            assertThat(refused.err()).contains("the database says no");
            assertThat(program.waitedForServer()).isEqualTo(Duration.ofMinutes(1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"28P01", "3D000", "53300", "08004"})
    void whatDoesNotPassIsNotWaitedFor(String state) throws IOException {
        try (StartingUp server = new StartingUp(state)) {
            program.variable("CLEANUP_REPOSITORY_URL", server.url());

            assertThat(program.run().exitCode()).isEqualTo(78);
            assertThat(program.waitedForServer()).isZero();
        }
    }

    private static EmbeddedPostgres begin(UnservedPort place, int port, Path data) {
        try {
            place.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return PostgreSqlServer.start(EmbeddedPostgres.builder().setPort(port).setDataDirectory(data));
    }

    /** A server that refuses every session with this state. */
    private static final class StartingUp implements AutoCloseable {

        private static final int SSL_REQUEST = 80_877_103;

        private final ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final String state;

        StartingUp(String state) throws IOException {
            this.state = state;
            Thread thread = new Thread(this::serve, "starting-up");
            thread.setDaemon(true);
            thread.start();
        }

        String url() {
            return "jdbc:postgresql://127.0.0.1:" + entrance.getLocalPort() + "/db?user=me";
        }

        private void serve() {
            while (!entrance.isClosed()) {
                try (Socket client = entrance.accept()) {
                    refuse(
                            new DataInputStream(client.getInputStream()),
                            new DataOutputStream(client.getOutputStream()));
                } catch (IOException e) {
                    // The test has ended, or the client.
                }
            }
        }

        private void refuse(DataInputStream in, DataOutputStream out) throws IOException {
            int length = in.readInt();
            if (in.readInt() == SSL_REQUEST) {
                out.write('N');
                length = in.readInt();
                in.readInt();
            }
            in.skipNBytes(length - 2L * Integer.BYTES);
            byte[] fields =
                    ("SFATAL\0VFATAL\0C" + state + "\0Mthe database says no\0\0").getBytes(StandardCharsets.US_ASCII);
            out.write('E');
            out.writeInt(fields.length + Integer.BYTES);
            out.write(fields);
            out.flush();
        }

        @Override
        public void close() throws IOException {
            entrance.close();
        }
    }

    @Test
    void tablesOfAnotherVersion() {
        String url = PostgreSqlServer.newDatabase();
        JdbcClient client = JdbcClient.create(new DriverManagerDataSource(url));
        client.sql("CREATE TABLE cleanup_schema AS SELECT 8 AS version").update();

        assertRefused(url, "errors/postgresql-of-another-version.txt");
    }

    @Test
    void aUserWhoMayNotMakeTables() {
        String url = PostgreSqlServer.newDatabase();
        PostgreSqlServer.administrator().sql("CREATE ROLE reader LOGIN").update();

        assertRefused(url.replace("user=postgres", "user=reader"), "errors/postgresql-no-right-to-make-tables.txt");
    }

    @Test
    void anotherDatabase() {
        assertRefused(
                "jdbc:mysql://me:" + PASSWORD + "@localhost/db",
                "errors/repository-of-another-database-at-a-command.txt");
    }

    private void assertRefused(String url, String golden) {
        program.variable("CLEANUP_REPOSITORY_URL", url);

        CommandRun refused = program.run();

        assertThat(refused.exitCode()).isEqualTo(78);
        assertThat(refused.err()).hasLineCount(1).doesNotContain(PASSWORD);
        Golden.check(golden, Golden.masked(refused.err(), program.directory()));
        assertThat(refused.out()).isEmpty();
        assertThat(refused.log()).noneMatch(line -> line.contains(PASSWORD) || line.startsWith("WARN"));
        assertThat(program.calls()).isZero();
    }
}
