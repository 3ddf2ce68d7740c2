package io.conversationcleanup.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Spring Batch's tables are there after any number of starts, of which any may have been cut short. */
class BatchTablesTest {

    private static final List<String> STATEMENTS = statements();

    private final DataSource database = database();
    private final JdbcClient client = JdbcClient.create(database);

    @ParameterizedTest
    @MethodSource("statementsMade")
    void theyAreAllMadeWhereverAnEarlierStartWasCutShort(int made) {
        STATEMENTS.subList(0, made).forEach(statement -> client.sql(statement).update());

        LedgerSchema.createBatchTables(database);

        assertThat(names()).hasSize(STATEMENTS.size()).containsExactlyInAnyOrderElementsOf(allNames());
    }

    @Test
    void theyAreLeftAloneOnceTheyAreAllThere() {
        LedgerSchema.createBatchTables(database);
        client.sql("INSERT INTO batch_job_instance (job_instance_id, job_name, job_key) VALUES (7, 'kept', 'key')")
                .update();

        LedgerSchema.createBatchTables(database);

        assertThat(client.sql("SELECT job_name FROM batch_job_instance")
                        .query(String.class)
                        .single())
                .isEqualTo("kept");
    }

    private static IntStream statementsMade() {
        return IntStream.rangeClosed(0, STATEMENTS.size());
    }

    private static List<String> allNames() {
        DataSource complete = database();
        STATEMENTS.forEach(
                statement -> JdbcClient.create(complete).sql(statement).update());
        return names(JdbcClient.create(complete));
    }

    private List<String> names() {
        return names(client);
    }

    private static List<String> names(JdbcClient client) {
        return client.sql("""
                        SELECT table_name FROM information_schema.tables WHERE table_name LIKE 'BATCH%'
                        UNION ALL
                        SELECT sequence_name FROM information_schema.sequences WHERE sequence_name LIKE 'BATCH%'
                        """).query(String.class).list();
    }

    private static DataSource database() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return database;
    }

    private static List<String> statements() {
        try {
            String script = new ClassPathResource("org/springframework/batch/core/schema-h2.sql")
                    .getContentAsString(StandardCharsets.UTF_8);
            return Pattern.compile(";")
                    .splitAsStream(script.replaceAll("(?m)^--.*$", ""))
                    .filter(statement -> !statement.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
