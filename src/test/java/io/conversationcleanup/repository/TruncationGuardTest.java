package io.conversationcleanup.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.conversationcleanup.ledger.jdbc.OpenRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The file beside an H2 database that shows a loss, where it cannot be written. */
class TruncationGuardTest {

    private final Logger log = (Logger) LoggerFactory.getLogger(TruncationGuard.class);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @TempDir
    private Path directory;

    private OpenRepository repository;

    @BeforeEach
    void open() {
        logged.start();
        log.addAppender(logged);
        log.setAdditive(false);
        repository = OpenRepository.onH2(directory).withTables();
    }

    @AfterEach
    void close() {
        repository.close();
        log.detachAppender(logged);
        log.setAdditive(true);
    }

    private TruncationGuard keep() {
        return TruncationGuard.keep(OpenRepository.h2Url(directory), repository.dataSource())
                .orElseThrow();
    }

    private Path mark() {
        return directory.resolve("repository.made");
    }

    @Test
    void isNotKeptIfItCannotBeWritten() throws IOException {
        Files.createDirectory(mark());

        assertThatThrownBy(this::keep)
                .isInstanceOf(TruncationGuard.UnwritableException.class)
                .hasRootCauseMessage(mark() + ": Is a directory");
    }

    @Test
    void thatItCanNoLongerBeWrittenIsAWarningOnceAndItIsWrittenWhenItCanBe() throws IOException {
        try (TruncationGuard mark = keep()) {
            Files.delete(mark());
            Files.createDirectory(mark());
            mark.beat();
            mark.beat();
            Files.delete(mark());
            mark.beat();

            assertThat(Long.parseLong(Files.readString(mark()))).isGreaterThanOrEqualTo(3);
        }

        assertThat(logged.list)
                .singleElement()
                .satisfies(warning -> assertThat(warning.getFormattedMessage())
                        .contains("cannot be written", "repository.made")
                        .contains("The run goes on"));
    }
}
