package io.conversationcleanup.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class FailFastDataSourceTest {

    private final DataSource pool = mock(DataSource.class);
    private final Repository.FailFastDataSource database = new Repository.FailFastDataSource(pool);

    @Test
    void oneWaitsForAServerThatIsGoneAndNobodyAfter() throws SQLException {
        given(pool.getConnection()).willThrow(new SQLException("refused", "08001"));

        assertThatThrownBy(database::getConnection).hasMessage("refused");
        assertThatThrownBy(database::getConnection)
                .hasMessage("refused")
                .hasFieldOrPropertyWithValue("SQLState", "08001");

        verify(pool, times(1)).getConnection();
    }

    @Test
    void afterAnyOtherFailureConnectionsAreAskedForAgain() throws SQLException {
        Connection connection = mock(Connection.class);
        given(pool.getConnection())
                .willThrow(new SQLException("all in use", "53300"))
                .willReturn(connection);

        assertThatThrownBy(database::getConnection).hasMessage("all in use");
        assertThat(database.getConnection()).isSameAs(connection);
    }
}
