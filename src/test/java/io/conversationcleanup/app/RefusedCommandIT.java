package io.conversationcleanup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.cli.Application.RepositoryOptions;
import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.runs.RunAdmin;
import io.conversationcleanup.runs.RunView;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that must not send anything, and say why. */
class RefusedCommandIT {

    private static final List<Asked> ROWS = Asked.rows(10);

    private Program program;

    @BeforeEach
    void install(@TempDir Path directory) {
        program = Program.in(directory, Program.PROVIDER);
        program.input(ROWS);
    }

    @AfterEach
    void uninstall() {
        program.close();
    }

    @Test
    void everyProblemOfAJobFileIsToldAtOnce() {
        program.set("nmae", "other");
        program.set("endpoint", "http://example.com");
        program.set("credentials", "{app-id: zero, secret: literal}");
        program.set("retry", "{max-attempts: many}");
        program.set("limits", "{calls-per-second: -1}");

        CommandRun run = program.run();

        assertThat(run.exitCode()).isEqualTo(78);
        assertThat(run.err()).doesNotContain("literal");
        Golden.check("errors/job-file-with-many-problems.txt", Golden.masked(run.err(), program.directory()));
        assertNothingHappened(run);
    }

    @Test
    void aVariableThatIsNotSetIsNamed() {
        program.set("credentials", "{app-id: 1400000000, secret: \"${NOWHERE_SET}\"}");

        CommandRun run = program.run();

        assertThat(run.exitCode()).isEqualTo(78);
        assertThat(run.err()).contains("NOWHERE_SET").contains("credentials.secret");
        assertNothingHappened(run);
    }

    @Test
    void anInputThatIsNotThere() throws IOException {
        Files.delete(program.input());
        assertUnusable("errors/input-not-there.txt");
    }

    @Test
    void anInputThatIsADirectory() {
        program.input(program.directory());
        assertUnusable("errors/input-directory.txt");
    }

    @Test
    void anInputWithoutARequiredColumn() {
        program.input("user,type,clear_ramble\nuser-1,1,0\n");
        assertUnusable("errors/input-without-a-column.txt");
    }

    @Test
    void anInputThatIsNotUtf8() {
        program.input("user,peer,type\nuser-1,anna,1\nuser-2,Müller,1\n".getBytes(StandardCharsets.ISO_8859_1));
        assertUnusable("errors/input-not-utf-8.txt");
    }

    @Test
    void anInputThatIsEmpty() {
        program.input("");
        assertUnusable("errors/input-empty.txt");
    }

    @Test
    void anInputThatIsChangedWhileItIsRead() throws Exception {
        List<Asked> rows = Asked.rows(3_000);
        program.input(rows);
        Asked late = Asked.row(3_001);
        StagingHook.install(program.data(), 700, () -> append(late.line() + "\n"));

        CommandRun changed = program.run();

        assertThat(changed.exitCode()).isEqualTo(65);
        Golden.check("errors/input-changed-while-read.txt", Golden.masked(changed.err(), program.directory()));
        assertThat(program.calls()).isZero();

        CommandRun whole = program.run();

        assertThat(whole.exitCode()).isZero();
        assertThat(whole.reports(3_001).rowCounts()).isEqualTo(Map.of("deleted", 3_001L));
        assertThat(program.asked()).isEqualTo(Program.onceEach(Asked.rows(3_001)));
    }

    @Test
    void moreRowsThanAllowedAreNotSentUntilMoreAreAllowed() {
        CommandRun refused = program.run("--max-rows", "9");

        assertThat(refused.exitCode()).isEqualTo(6);
        assertThat(refused.err()).contains("10 rows").contains("--max-rows 9");
        assertThat(program.calls()).isZero();

        CommandRun allowed = program.run("--max-rows", "10");

        assertThat(allowed.exitCode()).isZero();
        assertThat(allowed.reports(10).rowCounts()).isEqualTo(Map.of("deleted", 10L));
        assertThat(program.asked()).isEqualTo(Program.onceEach(ROWS));
    }

    @Test
    void withoutConsentNothingIsSentUntilItIsGiven() {
        CommandRun refused = program.runUnconfirmed();

        assertThat(refused.exitCode()).isEqualTo(6);
        assertThat(refused.err()).contains("10 conversations").contains("--yes");
        assertThat(program.calls()).isZero();

        assertThat(program.run().exitCode()).isZero();
        assertThat(program.asked()).isEqualTo(Program.onceEach(ROWS));
    }

    @Test
    void aFreshRunThatWasNotConfirmedIsTheOneThatTheSameCommandWithoutFreshMeans() {
        assertThat(program.run().exitCode()).isZero();

        CommandRun refused = program.runUnconfirmed("--fresh", "--overwrite");

        assertThat(refused.exitCode()).isEqualTo(6);
        Golden.check("errors/fresh-run-not-confirmed.txt", Golden.masked(refused.err(), program.directory()));
        RunView kept = runs().get(0);
        assertThat(kept.summary().status()).isEqualTo(RunStatus.STOPPED);
        Golden.check("summary/reason-not-confirmed.txt", kept.summary().reason().orElseThrow());
        assertThat(kept.command().orElseThrow()).doesNotContain("--fresh");

        assertThat(program.run("--overwrite").exitCode()).isZero();
        assertThat(runs())
                .extracting(run -> run.summary().status())
                .containsExactly(RunStatus.COMPLETED, RunStatus.COMPLETED);
    }

    private List<RunView> runs() {
        return new DefaultApplication(program.data())
                .visit(
                        new RepositoryOptions(Optional.empty(), Optional.empty(), Optional.empty()),
                        "test",
                        RunAdmin::runs)
                .orElseThrow();
    }

    @Test
    void whileAnotherProcessHoldsTheRepositoryAndIsSilentNothingIsSent() throws IOException {
        Files.createDirectories(program.data());
        Path file = program.data().resolve("repository.mv.db");
        long pid = ProcessHandle.current().pid();
        try (RandomAccessFile held = new RandomAccessFile(file.toFile(), "rw");
                var lock = held.getChannel().lock();
                ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(lock.isValid()).isTrue();
            Files.writeString(
                    program.data().resolve("repository.holder"),
                    "port=%d%nkey=k%npid=%d%ncommand=conversation-cleanup find%nwork=VISIT%n"
                            .formatted(silent.getLocalPort(), pid));

            CommandRun refused = program.run();

            assertThat(refused.exitCode()).isEqualTo(5);
            Golden.check(
                    "errors/repository-held.txt",
                    Golden.masked(refused.err(), program.directory()).replace("process " + pid, "process <PID>"));
            assertThat(program.calls()).isZero();
        }

        assertThat(program.run().exitCode()).isZero();
        assertThat(program.asked()).isEqualTo(Program.onceEach(ROWS));
    }

    @Test
    void wrongArgumentsAreToldWithTheWayToHelp() {
        CommandRun run = program.run("--no-such-option");

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err()).contains("--no-such-option").contains("--help");
        assertNothingHappened(run);
    }

    private void assertUnusable(String golden) {
        CommandRun run = program.run();

        assertThat(run.exitCode()).isEqualTo(65);
        Golden.check(golden, Golden.masked(run.err(), program.directory()));
        assertNothingHappened(run);
    }

    private void assertNothingHappened(CommandRun run) {
        assertThat(run.out()).isEmpty();
        assertThat(program.calls()).isZero();
        assertThat(program.data()).doesNotExist();
    }

    private void append(String line) {
        try {
            Files.writeString(program.input(), line, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
