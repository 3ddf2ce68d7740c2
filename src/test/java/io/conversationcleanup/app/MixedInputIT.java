package io.conversationcleanup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.golden.Golden;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as users have them: bad rows among good ones, in other shapes, from other places. */
class MixedInputIT {

    private static final String MIXED = """
            note,Type,To_Account,From-Account
            first,c2c,anna,user-1
            again,1,anna,user-1
            a group,group,@TGS#red,user-1
            no user,1,anna,
            "unknown, type",7,anna,user-2
            gone,single,anna,user-3
            too short,1
            quoted,"user","an""na",user-4
            long,1,anna,u23456789012345678901234567890123
            """;

    @TempDir
    private Path directory;

    @Test
    void badRowsAreRejectedOneByOneAndTheOthersAreSent() throws IOException {
        try (Program program = Program.in(directory, Program.PROVIDER.withMissingUsers(Set.of("user-3")))) {
            program.set("defaults", "{clearRamble: 1}");
            program.input(MIXED);

            CommandRun run = program.run();

            assertThat(run.exitCode()).isEqualTo(1);
            Golden.check("run/mixed-input.txt", Golden.masked(run.out(), directory));
            assertThat(program.asked())
                    .isEqualTo(Program.onceEach(List.of(
                            new Asked("user-1", "anna", 1, 1),
                            new Asked("user-1", "@TGS#red", 2, 1),
                            new Asked("user-3", "anna", 1, 1),
                            new Asked("user-4", "an\"na", 1, 1))));
            RunReports reports = run.reports(9);
            assertThat(reports.status()).isEqualTo("COMPLETED_WITH_FAILURES");
            assertThat(reports.rowCounts())
                    .isEqualTo(Map.of("deleted", 3L, "failed", 1L, "rejected", 4L, "duplicate", 1L));
            assertThat(reports.failuresByCode()).isEqualTo(Map.of("50001", 1L));
            assertThat(reports.results())
                    .extracting(line -> line.get("line") + " " + line.get("outcome"))
                    .containsExactly(
                            "2 deleted",
                            "3 duplicate",
                            "4 deleted",
                            "5 rejected",
                            "6 rejected",
                            "7 failed",
                            "8 rejected",
                            "9 deleted",
                            "10 rejected");
            Golden.check(
                    "report/failures-of-mixed-input.csv",
                    Files.readString(run.output().resolve("failures.csv")));
        }
    }

    @Test
    void theFailuresFileMendedSendsJustWhatWasNotDone() throws IOException {
        CommandRun first;
        try (Program program = Program.in(directory, Program.PROVIDER.withMissingUsers(Set.of("user-3")))) {
            program.set("defaults", "{clearRamble: 1}");
            program.input(MIXED);
            first = program.run();
        }
        Path failures = first.output().resolve("failures.csv");
        String mended = Files.readString(failures)
                .replace("no user,1,anna,,", "no user,1,anna,user-5,")
                .replace(",7,anna", ",2,@TGS#blue")
                .replace("u23456789012345678901234567890123", "user-6")
                .replaceFirst("(?m)^\"too short,1\",,,", "whole now,1,anna,user-7");
        assertThat(mended).startsWith("note,Type,To_Account,From-Account,_line,_outcome,_code,_message,_attempts\n");
        Files.writeString(failures, mended);

        Path elsewhere = Files.createDirectory(directory.resolve("second"));
        try (Program program = Program.in(elsewhere, Program.PROVIDER)) {
            program.set("defaults", "{clearRamble: 1}");
            program.input(failures);

            CommandRun second = program.run();

            assertThat(second.exitCode()).isZero();
            assertThat(second.reports(5).rowCounts()).isEqualTo(Map.of("deleted", 5L));
            assertThat(program.asked())
                    .isEqualTo(Program.onceEach(List.of(
                            new Asked("user-5", "anna", 1, 1),
                            new Asked("user-2", "@TGS#blue", 2, 1),
                            new Asked("user-3", "anna", 1, 1),
                            new Asked("user-7", "anna", 1, 1),
                            new Asked("user-6", "anna", 1, 1))));
        }
    }

    @Test
    void standardInputAndACompressedFileAreInputsLikeAnyOther() throws IOException {
        List<Asked> rows = Asked.rows(20);
        try (Program program = Program.in(directory, Program.PROVIDER)) {
            CommandRun piped = program.command(
                    Program.csv(rows).getBytes(StandardCharsets.UTF_8),
                    "--yes",
                    "--input",
                    "-",
                    "--output",
                    directory.resolve("reports").toString());

            assertThat(piped.exitCode()).isZero();
            assertThat(piped.reports(20).rowCounts()).isEqualTo(Map.of("deleted", 20L));
            assertThat(program.asked()).isEqualTo(Program.onceEach(rows));
            try (Stream<Path> copies = Files.list(program.data().resolve("input"))) {
                assertThat(copies).as("copies of standard input").isEmpty();
            }

            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
                gzip.write(Program.csv(rows).getBytes(StandardCharsets.UTF_8));
            }
            program.input(directory.resolve("input.csv.gz"));
            program.input(compressed.toByteArray());

            CommandRun same = program.run();

            assertThat(same.exitCode()).isZero();
            assertThat(same.out()).startsWith("Nothing left to do");
            assertThat(program.askedTimes()).isEqualTo(Map.of(1L, 20L));

            CommandRun unpacked = program.run("--fresh", "--overwrite");

            assertThat(unpacked.exitCode()).isZero();
            assertThat(unpacked.reports(20).rowCounts()).isEqualTo(Map.of("deleted", 20L));
            assertThat(program.askedTimes()).isEqualTo(Map.of(2L, 20L));
        }
    }
}
