package io.conversationcleanup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.cli.CapturedCommand;
import io.conversationcleanup.golden.Golden;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that spreadsheets, exports and copying have damaged. */
class OddIdsIT {

    private static final List<String> DAMAGED =
            List.of("1.4E+09", "12345.0", "NULL", "\\N", "#N/A", "\u200Ecarol", "car\u200Bol");

    private Program program;

    @BeforeEach
    void install(@TempDir Path directory) {
        program = Program.in(directory, Program.PROVIDER);
        program.set("defaults", "{type: 1}");
    }

    @AfterEach
    void uninstall() {
        program.close();
    }

    /** Each damaged id once as a user and once as a peer, and one good row. */
    private static String damagedFile() {
        StringBuilder csv = new StringBuilder("user,peer\n");
        DAMAGED.forEach(id -> csv.append(id).append(",bob\nalice,").append(id).append('\n'));
        return csv.append("alice,bob\n").toString();
    }

    @Test
    void damagedIdsAreRejectedAndTheRestIsSent() throws IOException {
        program.input(damagedFile());

        CommandRun run = program.run();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.reports(15).rowCounts()).isEqualTo(Map.of("rejected", 14L, "deleted", 1L));
        assertThat(program.asked()).isEqualTo(Map.of(new Asked("alice", "bob", 1, 0), 1L));
        Golden.check(
                "report/failures-of-damaged-ids.csv",
                Files.readString(run.output().resolve("failures.csv")));
    }

    @Test
    void damagedIdsAreSentIfTheJobFileAcceptsThem() {
        program.input(damagedFile());
        program.set("input", "{accept-odd-ids: true}");

        CommandRun run = program.run();

        // The provider refuses ids that are not ASCII.
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.reports(15).rowCounts()).isEqualTo(Map.of("deleted", 11L, "failed", 4L));
        assertThat(program.asked()).containsEntry(new Asked("1.4E+09", "bob", 1, 0), 1L);
        assertThat(warnings(run)).anyMatch(line -> line.contains("14 ids look damaged"));
    }

    @Test
    void acceptingThemChangesThePlanAndDoesNotChangeAnUnfinishedRun() {
        program.input(damagedFile());
        String planned = plan();
        assertThat(program.runUnconfirmed().exitCode()).isEqualTo(6);
        program.set("input", "{accept-odd-ids: true}");
        assertThat(plan()).isNotEqualTo(planned);

        CommandRun resumed = program.run();

        assertThat(resumed.exitCode()).isEqualTo(1);
        assertThat(warnings(resumed)).anyMatch(line -> line.contains("accept-odd-ids of the job file have changed"));
        assertThat(program.calls()).isEqualTo(1);
    }

    @Test
    void acceptingThemIsAnotherPlanEvenOfAFileWithoutThem() {
        program.input("user,peer\nalice,bob\n");
        String planned = plan();

        program.set("input", "{accept-odd-ids: true}");

        assertThat(plan()).isNotEqualTo(planned);
    }

    @Test
    void whatMayBeDamagedIsWarnedOfBeforeTheConfirmation() {
        program.input("user,peer\n'carol',bob\n" + "alice,bob\n".repeat(20) + "nan,bob\nalice,bo");

        CommandRun run = program.runUnconfirmed();

        assertThat(run.exitCode()).isEqualTo(6);
        Golden.check("run/warnings-of-doubtful-input.txt", warnings(run));
        assertThat(program.calls()).isZero();
        assertThat(warnings(program.runUnconfirmed())).isEqualTo(warnings(run));
    }

    @Test
    void warningsShowNoIdsWithPseudonyms() {
        program.input("user,peer\n'carol',bob\nalice,dave");
        program.variable("CLEANUP_PSEUDONYM_KEY", "a key that nobody else has");

        CommandRun run = program.run("--pseudonymize");

        assertThat(warnings(run)).hasSize(2).noneMatch(line -> line.contains("carol") || line.contains("dave"));
    }

    @Test
    void aFileIsTheSameContentHoweverItIsCompressed() throws IOException {
        String csv = Program.csv(Asked.rows(50));
        byte[] fast = gzip(csv, Deflater.BEST_SPEED);
        byte[] small = gzip(csv, Deflater.BEST_COMPRESSION);
        assertThat(fast).isNotEqualTo(small);
        program.input(fast);
        assertThat(program.runUnconfirmed().exitCode()).isEqualTo(6);
        program.input(csv);
        RunReports finished = program.run().reports(50);
        program.input(small);

        CommandRun again = program.run();

        assertThat(again.out()).startsWith("Nothing left to do: run " + finished.run());
        assertThat(program.calls()).isEqualTo(50);
        for (byte[] content : List.of(fast, small, csv.getBytes(StandardCharsets.UTF_8))) {
            program.input(content);
            assertThat(verify().exitCode()).isZero();
        }
        program.input(gzip(csv + "\n", Deflater.BEST_SPEED));
        assertThat(verify().out()).contains("it is not the file that was read");
    }

    private CapturedCommand verify() {
        return CapturedCommand.run(
                new DefaultApplication(program.data()),
                Map.of(),
                InputStream.nullInputStream(),
                "verify",
                program.directory().resolve("reports").toString(),
                "--input",
                program.input().toString());
    }

    private String plan() {
        CapturedCommand plan = CapturedCommand.run(
                new DefaultApplication(program.data()),
                Map.of(JobFile.SECRET_VARIABLE, Program.SECRET),
                InputStream.nullInputStream(),
                "plan",
                program.job().writeTo(program.directory()).toString(),
                "--input",
                program.input().toString());
        assertThat(plan.out()).as(plan.err()).startsWith("Plan ");
        return plan.out().substring("Plan ".length(), plan.out().indexOf(':'));
    }

    private static List<String> warnings(CommandRun run) {
        return run.log().stream()
                .filter(line -> line.startsWith("WARN"))
                .map(line -> line.replaceFirst("WARN \\w+ ", "").strip())
                .toList();
    }

    private static byte[] gzip(String text, int level) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (LevelledGzip out = new LevelledGzip(packed, level)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    private static final class LevelledGzip extends GZIPOutputStream {

        LevelledGzip(OutputStream out, int level) throws IOException {
            super(out);
            def.setLevel(level);
        }
    }
}
