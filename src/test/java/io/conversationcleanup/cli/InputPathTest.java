package io.conversationcleanup.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        "${date-2d:yy-'Day 'dd-EEE}.csv, 26-Day 27-Fri.csv"
    })
    void datesAreThoseOfTheDay(String written, String expected) {
        assertThat(InputPath.resolve(written, TODAY)).hasToString(expected);
    }

    @Test
    void aDateThatIsNotUnderstoodIsRefused() {
        Golden.check(
                "errors/input-date-not-understood.txt",
                Stream.of("${date-1}.csv", "${date1d}.csv", "${date:}.csv", "${date:yyyy-bbb}.csv", "${date:HH}.csv")
                        .map(written -> refusal(written, ExitCode.SETTINGS))
                        .toList());
    }

    /** In the last days of December the year of the week is the next one; the others depend on the country. */
    @Test
    void aDateThatCountsWeeksOrDaysOfTheYearIsRefused() {
        Golden.check(
                "errors/input-date-not-of-the-calendar.txt",
                Stream.of(
                                "YYYY-MM-dd",
                                "yyyy-MM-DD",
                                "yyyy-'W'ww",
                                "yyyy-W",
                                "yyyy-e",
                                "yyyy-c",
                                "yyyy-mm-dd",
                                "yyyy-F",
                                "-1d")
                        .map(form -> refusal("left-${date:" + form + "}.csv", ExitCode.SETTINGS))
                        .toList());
    }

    @Test
    void whatStandsForNothingIsRefusedWithWhatIsKnown() {
        Golden.check(
                "errors/input-variable-unknown.txt",
                Stream.of("left-${datum}.csv", "left-${HOME}.csv", "left-${.csv")
                        .map(written -> refusal(written, ExitCode.SETTINGS))
                        .toList());
    }

    @Test
    void aFileThatIsCalledSoIsMeant() throws IOException {
        String name =
                Files.writeString(directory.resolve("left-${datum}.csv"), "").toString();

        assertThat(InputPath.resolve(name, TODAY)).hasToString(name);
    }

    @ParameterizedTest
    @CsvSource({
        "in-1/users-a*, in-1/users-a.csv",
        "in-*/users-[!a]*, in-1/users-b.csv",
        "in-?/.users*, in-1/.users-c.csv",
        "in-1/x[1].csv, in-1/x[1].csv"
    })
    void wildcardsStandForTheOneFileThatFits(String written, String expected) {
        assertThat(InputPath.resolve(directory + "/" + written, TODAY)).hasToString(directory + "/" + expected);
    }

    @Test
    void severalFilesThatFitAreNamed() {
        Golden.check("errors/several-inputs-match.txt", refusal(directory + "/in-1/users-*", ExitCode.INPUT));
    }

    @Test
    void noFileThatFitsIsTold() {
        Golden.check(
                "errors/no-input-matches.txt",
                Stream.of("in-1/*.gz", "in-9*/x.csv", "nowhere/*.csv", "in-1/*.d")
                        .map(written -> refusal(directory + "/" + written, ExitCode.INPUT))
                        .toList());
    }

    private String refusal(String written, ExitCode code) {
        CommandFailedException failed =
                catchThrowableOfType(CommandFailedException.class, () -> InputPath.resolve(written, TODAY));
        assertThat(failed.exitCode()).isEqualTo(code);
        return Golden.masked(failed.getMessage(), directory);
    }
}
