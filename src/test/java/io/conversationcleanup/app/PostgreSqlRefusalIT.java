package io.conversationcleanup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.ledger.jdbc.PostgreSqlServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
    void tablesOfAnotherVersion() {
        String url = PostgreSqlServer.newDatabase();
        JdbcClient client = JdbcClient.create(new DriverManagerDataSource(url));
        client.sql("CREATE TABLE cleanup_schema AS SELECT 7 AS version").update();

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
