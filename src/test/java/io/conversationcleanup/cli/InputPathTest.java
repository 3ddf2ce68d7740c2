package io.conversationcleanup.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputPathTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);

    @TempDir
    private Path directory;

    @BeforeEach
    void someFiles() throws IOException {
        Files.createDirectory(directory.resolve("in-1"));
        for (String name :
                new String[] {"in-1/users-a.csv", "in-1/users-b.csv", "in-1/.users-c.csv", "in-1/x[1].csv"}) {
            Files.writeString(directory.resolve(name), "");
        }
        Files.createDirectory(directory.resolve("in-1/users-a.csv.d"));
    }

    @ParameterizedTest
    @CsvSource({
        "left.csv, left.csv",
        "-, -",
        "left-${date}.csv, left-2026-03-01.csv",
        "left-${date-1d}.csv, left-2026-02-28.csv",
        "left-${date+1w:yyyyMMdd}.csv, left-20260308.csv",
        "${date:yyyy/MM}/left-${date-1m:MMM}.csv, 2026/03/left-Feb.csv",
        "${date-2d:yyyy-'W'ww}.csv, 2026-W09.csv"
    })
    void datesAreThoseOfTheDay(String written, String expected) {
        assertThat(InputPath.resolve(written, TODAY)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"${date-1}.csv", "${date1d}.csv", "${date:}.csv", "${date:yyyy-bbb}.csv", "${date:HH}.csv"})
    void aDateThatIsNotUnderstoodIsRefused(String written) {
        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> InputPath.resolve(written, TODAY))
                .withMessageStartingWith("The input " + written + " has a date that is not understood.")
                .satisfies(failed -> assertThat(failed.exitCode()).isEqualTo(ExitCode.SETTINGS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"left-${datum}.csv", "left-${HOME}.csv", "left-${.csv"})
    void whatStandsForNothingIsRefusedWithWhatIsKnown(String written) {
        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> InputPath.resolve(written, TODAY))
                .withMessageContaining("${date}, ${date-1d}, ${date:yyyyMMdd} or ${date-1m:yyyy-MM}")
                .satisfies(failed -> assertThat(failed.exitCode()).isEqualTo(ExitCode.SETTINGS));
    }

    @Test
    void aFileThatIsCalledSoIsMeant() throws IOException {
        String name =
                Files.writeString(directory.resolve("left-${datum}.csv"), "").toString();

        assertThat(InputPath.resolve(name, TODAY)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "in-1/users-a*, in-1/users-a.csv",
        "in-*/users-[!a]*, in-1/users-b.csv",
        "in-?/.users*, in-1/.users-c.csv",
        "in-1/x[1].csv, in-1/x[1].csv"
    })
    void wildcardsStandForTheOneFileThatFits(String written, String expected) {
        assertThat(InputPath.resolve(directory + "/" + written, TODAY)).isEqualTo(directory + "/" + expected);
    }

    @Test
    void severalFilesThatFitAreNamed() {
        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> InputPath.resolve(directory + "/in-1/users-*", TODAY))
                .withMessage(
                        "2 files match the input %1$s/in-1/users-*, and it must be one: %1$s/in-1/users-a.csv,"
                                + " %1$s/in-1/users-b.csv. Nothing was sent. Name one with --input.",
                        directory)
                .satisfies(failed -> assertThat(failed.exitCode()).isEqualTo(ExitCode.INPUT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"in-1/*.gz", "in-9*/x.csv", "nowhere/*.csv", "in-1/*.d"})
    void noFileThatFitsIsTold(String written) {
        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> InputPath.resolve(directory + "/" + written, TODAY))
                .withMessage("No file matches the input " + directory + "/" + written + ". Nothing was sent.")
                .satisfies(failed -> assertThat(failed.exitCode()).isEqualTo(ExitCode.INPUT));
    }
}
