package io.conversationcleanup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.repository.RepositoryUrl;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.api.Trigger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A row that gets lost between the input and the ledger, as it would with a chunk that Spring Batch loses in silence. */
class LostRowIT {

    @Test
    void nothingIsSentAndTheCauseIsNamed(@TempDir Path directory) throws SQLException {
        try (Program program = Program.in(directory, Program.PROVIDER)) {
            program.input(Asked.rows(20));
            StagingHook.install(program.data(), Integer.MAX_VALUE, () -> {});
            String url = RepositoryUrl.effective(RepositoryUrl.embedded(program.data()));
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TRIGGER row_is_lost BEFORE UPDATE ON cleanup_run FOR EACH ROW CALL '"
                        + RowIsLost.class.getName() + "'");
            }

            CommandRun failed = program.run();

            assertThat(failed.exitCode()).isEqualTo(70);
            assertThat(failed.err()).contains("the input has 20 rows and the ledger holds 19; nothing was sent");
            assertThat(program.calls()).isZero();
        }
    }

    /** Lets the ledger count one row less than was staged. */
    public static final class RowIsLost implements Trigger {

        private int column;

        /** For the database. */
        public RowIsLost() {}

        @Override
        public void init(Connection connection, String schema, String name, String table, boolean before, int type)
                throws SQLException {
            try (ResultSet found = connection.getMetaData().getColumns(null, schema, table, "ROWS_TOTAL")) {
                assertThat(found.next()).isTrue();
                column = found.getInt("ORDINAL_POSITION") - 1;
            }
        }

        @Override
        public void fire(Connection connection, Object[] oldRow, Object[] newRow) {
            if (Long.valueOf(0).equals(oldRow[column]) && Long.valueOf(20).equals(newRow[column])) {
                newRow[column] = 19L;
            }
        }
    }
}
