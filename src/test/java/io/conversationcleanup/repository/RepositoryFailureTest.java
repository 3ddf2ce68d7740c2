package io.conversationcleanup.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.springframework.transaction.TransactionSystemException;

class RepositoryFailureTest {

    @ParameterizedTest
    @ValueSource(strings = {"08001", "08006", "57P01", "57P02", "57P03"})
    void aServerThatIsGoneIsKnownHoweverDeepItIsSaid(String state) {
        Throwable failure = new IllegalStateException(new RuntimeException(new SQLException("gone", state)));

        assertThat(RepositoryFailure.isServerGone(failure)).isTrue();
        assertThat(RepositoryFailure.isOfDatabase(failure)).isTrue();
    }

    @Test
    void aRollbackThatFailsTooDoesNotHideWhatItWasFor() {
        TransactionSystemException rollback =
                new TransactionSystemException("could not roll back", new SQLException("Connection is closed"));
        rollback.initApplicationException(new IllegalStateException(
                new PSQLException("This connection has been closed.", PSQLState.CONNECTION_FAILURE)));
        Throwable failure = new IllegalStateException(rollback);

        assertThat(RepositoryFailure.isServerGone(failure)).isTrue();
        assertThat(RepositoryFailure.reason(failure)).isEqualTo("This connection has been closed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "42501", "57014", "28P01"})
    void aServerThatRefusesSomethingIsThere(String state) {
        assertThat(RepositoryFailure.isServerGone(new SQLException("refused", state)))
                .isFalse();
    }

    @Test
    void aFailureOfTheProgramIsNone() {
        assertThat(RepositoryFailure.isServerGone(new IllegalStateException("gone")))
                .isFalse();
        assertThat(RepositoryFailure.isOfDatabase(new IllegalStateException("gone")))
                .isFalse();
        assertThat(RepositoryFailure.isServerGone(new SQLException("no state"))).isFalse();
    }

    @Test
    void aConnectionThatThePoolHasGivenUpIsASignOfAServerThatIsGone() {
        assertThat(RepositoryFailure.isServerGone(new IllegalStateException(new SQLException("Connection is closed"))))
                .isTrue();
    }

    @Test
    void theReasonIsOneLineThatTellsWhatTheDriverLeavesOut() {
        PSQLException unknownHost = new PSQLException(
                "The connection attempt failed.",
                PSQLState.CONNECTION_UNABLE_TO_CONNECT,
                new UnknownHostException("db.example"));
        PSQLException refused = new PSQLException(
                "Connection to db refused.\n  Check it.",
                PSQLState.CONNECTION_UNABLE_TO_CONNECT,
                new ConnectException("Connection refused"));

        assertThat(RepositoryFailure.reason(new IllegalStateException("wrapped", unknownHost)))
                .isEqualTo("The connection attempt failed (unknown host db.example)");
        assertThat(RepositoryFailure.reason(refused)).isEqualTo("Connection to db refused. Check it");
        assertThat(RepositoryFailure.reason(new SQLException("outer", new IllegalStateException("disk full"))))
                .isEqualTo("disk full");
    }
}
