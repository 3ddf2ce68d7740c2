package io.conversationcleanup.repository;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * The repository's database, whose server may go away while a run goes on. Thread-safe.
 *
 * <p>The first who finds it gone has waited for it; from then on nobody does, for the run ends by that anyway. Otherwise each
 * of Spring Batch's attempts to note how its steps ended would wait in its turn.
 */
public final class FailFastDataSource extends DelegatingDataSource {

    private volatile @Nullable SQLException loss;

    public FailFastDataSource(DataSource database) {
        super(database);
    }

    @Override
    public Connection getConnection() throws SQLException {
        SQLException known = loss;
        if (known != null) {
            throw new SQLException(known.getMessage(), known.getSQLState(), known);
        }
        try {
            return super.getConnection();
        } catch (SQLException e) {
            if (RepositoryFailure.isServerGone(e)) {
                loss = e;
            }
            throw e;
        }
    }
}
