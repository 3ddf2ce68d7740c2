package io.conversationcleanup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.repository.RepositoryFailure;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionSystemException;

class FailuresTest {

    private final Failures failures = new Failures(RepositoryFailure::isOfRepository);

    @Test
    void aFullDiskIsToldWithoutTheLibrariesWords() {
        Throwable failure = new IllegalStateException(new TransactionSystemException(
                "JDBC commit failed", new IllegalStateException(new IOException("No space left on device"))));

        Golden.check("errors/disk-full.txt", failures.text(failure));
        assertThat(Failures.exitCode(failure)).isEqualTo(ExitCode.INTERNAL);
    }

    @Test
    void aFailingDatabaseIsToldWithoutItsStatement() {
        Throwable failure = new DataAccessResourceFailureException(
                "select", new IllegalStateException("The database has been closed; SQL statement:\nSELECT 1"));

        Golden.check("errors/repository-failed.txt", failures.text(failure));
    }

    @Test
    void wantOfMemoryIsToldAsSuchEvenInTheDatabase() {
        Throwable failure =
                new DataAccessResourceFailureException("insert", new IllegalStateException(new OutOfMemoryError()));

        Golden.check("errors/out-of-memory.txt", failures.text(failure));
        assertThat(Failures.exitCode(failure)).isEqualTo(ExitCode.INTERNAL);
    }
}
