package io.conversationcleanup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionSystemException;

class FailuresTest {

    @Test
    void aFullDiskIsToldWithoutTheLibrariesWords() {
        Throwable failure = new IllegalStateException(new TransactionSystemException(
                "JDBC commit failed", new IllegalStateException(new IOException("No space left on device"))));

        assertThat(Failures.text(failure))
                .isEqualTo("The repository cannot be written, for the disk is full or the file may not grow: No space"
                        + " left on device. Make room.");
        assertThat(Failures.exitCode(failure)).isEqualTo(ExitCode.INTERNAL);
    }

    @Test
    void aFailingDatabaseIsToldWithoutItsStatement() {
        Throwable failure = new DataAccessResourceFailureException(
                "select", new IllegalStateException("The database has been closed; SQL statement:\nSELECT 1"));

        assertThat(Failures.text(failure))
                .isEqualTo("The repository failed: The database has been closed (--verbose tells more).");
    }

    @Test
    void wantOfMemoryIsToldAsSuchEvenInTheDatabase() {
        Throwable failure =
                new DataAccessResourceFailureException("insert", new IllegalStateException(new OutOfMemoryError()));

        assertThat(Failures.text(failure)).isEqualTo(Failures.OUT_OF_MEMORY);
        assertThat(Failures.exitCode(failure)).isEqualTo(ExitCode.INTERNAL);
    }
}
