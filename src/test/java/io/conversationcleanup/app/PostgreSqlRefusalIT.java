package io.conversationcleanup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.ledger.jdbc.PostgreSqlServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What a person is told whose PostgreSQL cannot be used: what is wrong, in one line, and never a password. */
class PostgreSqlRefusalIT {

    private static final String PASSWORD = "hush-hush-4711";
    private static final String CHECK = ". Check --repository or CLEANUP_REPOSITORY_URL, CLEANUP_REPOSITORY_USER and"
            + " CLEANUP_REPOSITORY_PASSWORD, that the server is up, and that the user may create tables the first time.";

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
                PostgreSqlServer.newDatabase().replace("?user=postgres", ""),
                "The repository cannot be opened: password authentication failed for user \"clerk\"" + CHECK);
    }

    @Test
    void aServerThatIsNotThere() throws IOException {
        try (UnservedPort nobody = new UnservedPort()) {
            String server = "127.0.0.1:" + nobody.number();
            assertRefused(
                    "jdbc:postgresql://" + server + "/db?user=me&password=" + PASSWORD,
                    "The repository cannot be opened: Connection to " + server + " refused. Check that the hostname and"
                            + " port are correct and that the postmaster is accepting TCP/IP connections" + CHECK);
        }
    }

    @Test
    void tablesOfAnotherVersion() {
        String url = PostgreSqlServer.newDatabase();
        JdbcClient client = JdbcClient.create(new DriverManagerDataSource(url));
        client.sql("CREATE TABLE cleanup_schema AS SELECT 7 AS version").update();

        assertRefused(
                url,
                "The repository cannot be used: its tables are of version 7, and this program knows version 5. Nothing was"
                        + " changed. Use the version of the program that made them, or name another repository with"
                        + " --repository.");
    }

    @Test
    void aUserWhoMayNotMakeTables() {
        String url = PostgreSqlServer.newDatabase();
        PostgreSqlServer.administrator().sql("CREATE ROLE reader LOGIN").update();

        assertRefused(
                url.replace("user=postgres", "user=reader"),
                "The repository cannot be opened: permission denied for schema public" + CHECK);
    }

    @Test
    void anotherDatabase() {
        assertRefused(
                "jdbc:mysql://me:" + PASSWORD + "@localhost/db",
                "the repository's URL must begin with jdbc:h2: or jdbc:postgresql:: H2 and PostgreSQL are the databases"
                        + " supported. Examples: jdbc:h2:file:./cleanup-data/repository,"
                        + " jdbc:postgresql://db.example.com:5432/cleanup");
    }

    private void assertRefused(String url, String message) {
        program.variable("CLEANUP_REPOSITORY_URL", url);

        CommandRun refused = program.run();

        assertThat(refused.exitCode()).isEqualTo(78);
        assertThat(List.of(refused.err().split("\n", -1))).containsExactly(message, "");
        assertThat(refused.out()).isEmpty();
        assertThat(refused.log()).noneMatch(line -> line.contains(PASSWORD) || line.startsWith("WARN"));
        assertThat(program.calls()).isZero();
    }
}
