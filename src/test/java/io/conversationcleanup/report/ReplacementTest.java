package io.conversationcleanup.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.model.FilesApart.Read;
import io.conversationcleanup.model.FilesApart.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files of a directory the reports of a run may replace. */
class ReplacementTest {

    private static final Optional<String> RUN = Optional.of("users-1");
    private static final Replacement OWN = Replacement.OF_OWN;
    private static final Replacement ALL = new Replacement(List.of(), true);

    @TempDir
    private Path directory;

    private Path write(String name, String text) {
        try {
            return Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ReportException refusal(Replacement replacement) {
        return catchThrowableOfType(ReportException.class, () -> replacement.require(directory, RUN));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            results.csv   | user,peer
            results.chain | ''
            failures.csv  | mine
            report.html   | mine
            summary.json  | {"run": 1}
            summary.json  | {"run": "users-2"}
            summary.json  | ["users-1"]
            summary.json  | users-1
            manifest.json | {"run": "users-1"
            manifest.json | ''
            """)
    void aFileThatMerelyHasTheNameIsReplacedOnlyIfAsked(String name, String text) {
        write(name, text);

        assertThat(refusal(OWN).kind()).isEqualTo(ReportException.Kind.REFUSED);
        assertThat(refusal(OWN)).hasMessageContaining("not this run's: " + name).hasMessageContaining("--overwrite");
        assertThat(catchThrowableOfType(ReportException.class, () -> OWN.requireStill(directory, "users-1"))
                        .kind())
                .isEqualTo(ReportException.Kind.UNWRITABLE);
        assertThatCode(() -> ALL.require(directory, RUN)).doesNotThrowAnyException();
        assertThatCode(() -> ALL.requireStill(directory, "users-1")).doesNotThrowAnyException();
    }

    /** A run that was killed while its reports appeared has its manifest, which appears first, or all of them. */
    @ParameterizedTest
    @ValueSource(strings = {"manifest.json", "summary.json"})
    void reportsOfTheSameRunAreReplaced(String said) {
        write(said, "{\"run\": \"users-1\"}");
        write("results.csv", "");
        write("notes.txt", "mine");

        assertThatCode(() -> OWN.require(directory, RUN)).doesNotThrowAnyException();
        assertThatCode(() -> OWN.requireStill(directory, "users-1")).doesNotThrowAnyException();
        assertThat(catchThrowableOfType(ReportException.class, () -> OWN.require(directory, Optional.empty())))
                .hasMessageContaining(said)
                .hasMessageContaining("results.csv")
                .hasMessageContaining("(of run users-1)");
    }

    @Test
    void twoThatNameDifferentRunsAreNotThisRuns() {
        write("manifest.json", "{\"run\": \"users-1\"}");
        write("summary.json", "{\"run\": \"users-2\"}");

        Golden.check(
                "errors/reports-of-two-runs.txt",
                String.valueOf(refusal(OWN).getMessage()).replace(directory.toString(), "<DIR>"));
    }

    @Test
    void otherFilesAreInNobodysWay() {
        write("notes.txt", "mine");
        write("results.csv.old", "mine");

        assertThatCode(() -> OWN.require(directory, Optional.empty())).doesNotThrowAnyException();
        assertThatCode(() -> OWN.require(directory.resolve("none"), RUN)).doesNotThrowAnyException();
    }

    @Test
    void aDirectoryIsNeverReplaced() throws IOException {
        Files.createDirectory(directory.resolve("results.csv"));

        assertThat(refusal(ALL).kind()).isEqualTo(ReportException.Kind.UNWRITABLE);
        assertThat(refusal(ALL)).hasMessageContaining("results.csv");
    }

    /** Whether a link appeared during the run, or was there before. */
    @Test
    void aLinkIsRefusedBeforeTheRunAndReplacedAfterIt() throws IOException {
        Files.createSymbolicLink(directory.resolve("results.csv"), write("mine", "mine"));

        assertThat(refusal(OWN).kind()).isEqualTo(ReportException.Kind.REFUSED);
        assertThatCode(() -> OWN.requireStill(directory, "users-1")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"COMMAND_LINE, REFUSED", "SETTINGS, REFUSED_BY_SETTINGS"})
    void aNeededFileIsNeverReplaced(Source source, ReportException.Kind kind) throws IOException {
        Path needed = write("input", "rows");
        Files.createLink(directory.resolve("summary.json"), needed);
        Replacement all = new Replacement(List.of(new Read("the input", needed, source)), true);

        assertThat(refusal(all).kind()).isEqualTo(kind);
        assertThat(catchThrowableOfType(ReportException.class, () -> all.requireStill(directory, "users-1"))
                        .kind())
                .isEqualTo(ReportException.Kind.UNWRITABLE);
    }
}
