package io.conversationcleanup.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.job.RunResult;
import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.model.RunStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboxTest {

    private static final Instant LONG_AGO = Instant.parse("2026-11-21T02:15:00Z");

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> worked = new ArrayList<>();
    private final List<Duration> waited = new ArrayList<>();
    private Writing whileWaiting = () -> {};
    private InboxMover.Renaming renaming = (from, to) -> Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);

    private interface Writing {
        void write() throws IOException;
    }

    @Test
    void filesAreWorkedOffInTheOrderOfTheirNamesAndMoveWithTheirRunsName() {
        files("b.csv", "a.CSV.GZ", "c.csv");

        assertThat(workOff(Map.of("b.csv", finished("run-2", ExitCode.SOME_FAILED))))
                .isEqualTo(ExitCode.SOME_FAILED);

        assertThat(worked).containsExactly("a.CSV.GZ", "b.csv", "c.csv");
        assertThat(left()).containsExactly("done/run.a.CSV.GZ", "done/run.c.csv", "failed/run-2.b.csv");
        Golden.check("inbox/files-moved.txt", told());
    }

    @Test
    void whatIsNoInputOrIsStillWrittenIsLeftAlone() throws IOException {
        files("a.csv.part", "b.tmp", ".c.csv", ".d.xlsx", "e.txt", "f.csv", "g.csv", "h.csv");
        whileWaiting = () -> {
            Files.writeString(directory.resolve("f.csv"), "more");
            Files.setLastModifiedTime(directory.resolve("g.csv"), FileTime.from(LONG_AGO.plusSeconds(1)));
            Path next = Files.writeString(directory.resolve("h.new"), "");
            Files.setLastModifiedTime(next, FileTime.from(LONG_AGO));
            Files.move(next, directory.resolve("h.csv"), StandardCopyOption.REPLACE_EXISTING);
        };

        assertThat(workOff(Map.of())).isEqualTo(ExitCode.OK);

        assertThat(worked).isEmpty();
        assertThat(left())
                .containsExactly(".c.csv", ".d.xlsx", "a.csv.part", "b.tmp", "e.txt", "f.csv", "g.csv", "h.csv");
        Golden.check("inbox/file-just-changed.txt", told());
    }

    @Test
    void aRunThatIsNotFinishedStaysAndEndsTheWork() {
        files("a.csv", "b.csv");

        assertThat(workOff(Map.of("a.csv", new ForegroundRun.Ending(ExitCode.STOPPED_BY_RULE, Optional.empty()))))
                .isEqualTo(ExitCode.STOPPED_BY_RULE);

        assertThat(worked).containsExactly("a.csv");
        assertThat(left()).containsExactly("a.csv", "b.csv");
        Golden.check("inbox/unfinished-run.txt", told());
    }

    @Test
    void aFileThatCannotBeUsedIsSetAsideAndTheOthersAreWorkedOff() {
        files("a.csv", "b.csv", "c.csv");

        assertThat(workOff(Map.of(
                        "a.csv",
                        new ForegroundRun.Ending(ExitCode.INPUT, Optional.empty()),
                        "b.csv",
                        finished("run-2", ExitCode.SOME_FAILED))))
                .isEqualTo(ExitCode.INPUT);

        assertThat(left()).containsExactly("done/run.c.csv", "failed/a.csv", "failed/run-2.b.csv");
        Golden.check("inbox/unusable-file.txt", told());
    }

    @Test
    void anUnusableFileIsToldOfThoughTheWorkEndsAtALaterOne() {
        files("a.csv", "b.csv");

        assertThat(workOff(Map.of(
                        "a.csv",
                        new ForegroundRun.Ending(ExitCode.INPUT, Optional.empty()),
                        "b.csv",
                        finished("run-2", ExitCode.NOT_CONFIRMED))))
                .isEqualTo(ExitCode.INPUT);

        assertThat(left()).containsExactly("b.csv", "failed/a.csv");
    }

    @Test
    void aRunThatHadEndedBeforeItsFileCouldBeMovedCountsAsItDidThen() {
        files("a.csv", "b.csv");

        assertThat(workOff(Map.of(
                        "a.csv", nothingLeft("run-1", RunStatus.COMPLETED_WITH_FAILURES),
                        "b.csv", nothingLeft("run-2", RunStatus.COMPLETED))))
                .isEqualTo(ExitCode.SOME_FAILED);

        assertThat(left()).containsExactly("done/run-2.b.csv", "failed/run-1.a.csv");
    }

    @Test
    void aFileOfTheSameNameIsNotOverwritten() {
        files("a.csv");
        workOff(Map.of());
        files("a.csv");
        workOff(Map.of());

        assertThat(left()).containsExactly("done/2.run.a.csv", "done/run.a.csv");
    }

    @Test
    void aRelativeLinkStillLeadsToItsFileAfterTheMove() throws IOException {
        Path export = Files.writeString(
                Files.createDirectory(directory.resolve("export")).resolve("a.csv"), "rows");
        Files.setLastModifiedTime(export, FileTime.from(LONG_AGO));
        Files.createSymbolicLink(directory.resolve("a.csv"), Path.of("export/a.csv"));

        workOff(Map.of());

        assertThat(directory.resolve("a.csv")).doesNotExist();
        assertThat(directory.resolve("done/run.a.csv")).isSymbolicLink().hasContent("rows");
        Golden.check(
                "inbox/link-moved.txt", Golden.masked(err.toString(StandardCharsets.UTF_8), directory.toRealPath()));
    }

    @Test
    void aLinkWithTheSameNameIsNotReplaced() throws IOException {
        files("a.csv");
        Path gone = Files.createDirectory(directory.resolve("done")).resolve("run.a.csv");
        Files.createSymbolicLink(gone, Path.of("gone"));

        workOff(Map.of());

        assertThat(gone).isSymbolicLink();
        assertThat(left()).containsExactly("done/2.run.a.csv");
    }

    /** As a machine whose clock is ahead, or {@code touch}, leaves it. */
    @Test
    void aFileWhoseTimeLiesInTheFutureIsWorkedOff() throws IOException {
        files("a.csv");
        Files.setLastModifiedTime(
                directory.resolve("a.csv"), FileTime.from(Instant.now().plus(Duration.ofHours(8))));

        assertThat(workOff(Map.of())).isEqualTo(ExitCode.OK);

        assertThat(left()).containsExactly("done/run.a.csv");
        assertThat(waited).containsExactly(Duration.ofSeconds(10));
    }

    @Test
    void anEmptyInboxIsNotWaitedFor() {
        assertThat(workOff(Map.of())).isEqualTo(ExitCode.OK);

        assertThat(waited).isEmpty();
    }

    @Test
    void aFileOfAnotherKindIsNamedAndSetAsideAndTheOthersAreWorkedOff() {
        files("a.xlsx", "b.ZIP", "c.csv", "d.gz");

        assertThat(workOff(Map.of())).isEqualTo(ExitCode.INPUT);

        assertThat(worked).containsExactly("c.csv");
        assertThat(left()).containsExactly("done/run.c.csv", "failed/a.xlsx", "failed/b.ZIP", "failed/d.gz");
        Golden.check("inbox/files-of-other-kinds.txt", told());
    }

    @Test
    void aDirectoryOnAnotherFileSystemGetsACopyAndTheFileIsDeleted() throws IOException {
        files("a.csv");
        Files.writeString(directory.resolve("a.csv"), "rows");
        renaming = (from, to) -> {
            throw new AtomicMoveNotSupportedException(from.toString(), to.toString(), "Invalid cross-device link");
        };

        assertThat(workOff(Map.of())).isEqualTo(ExitCode.OK);

        assertThat(left()).containsExactly("done/run.a.csv");
        assertThat(directory.resolve("done/run.a.csv")).hasContent("rows");
    }

    @Test
    void anInboxFromWhichNothingCanBeMovedIsRefusedBeforeAnythingIsSent() {
        files("a.csv");
        renaming = (from, to) -> {
            throw new FileSystemException(from.toString(), to.toString(), "Read-only file system");
        };

        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> workOff(Map.of()))
                .satisfies(refused -> {
                    assertThat(refused.exitCode()).isEqualTo(ExitCode.SETTINGS);
                    Golden.check("inbox/not-movable.txt", Golden.masked(refused.getMessage(), directory));
                });
        assertThat(worked).isEmpty();
        assertThat(left()).containsExactly("a.csv");
    }

    @Test
    void aFileThatCannotBeMovedKeepsNoOtherFromItsTurn() {
        files("a.csv", "b.csv");
        renaming = (from, to) -> {
            if (from.endsWith("a.csv")) {
                throw new FileSystemException(from.toString(), to.toString(), "Operation not permitted");
            }
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        };

        assertThat(workOff(Map.of())).isEqualTo(ExitCode.SETTINGS);

        assertThat(worked).containsExactly("a.csv", "b.csv");
        assertThat(left()).containsExactly("a.csv", "done/run.b.csv");
        Golden.check("inbox/file-not-moved.txt", told());
    }

    private ExitCode workOff(Map<String, ForegroundRun.Ending> endings) {
        InboxMover mover = new InboxMover(directory, (from, to) -> renaming.rename(from, to));
        return new Inbox(directory, Screen.plain(err), this::pass, mover).workOff(file -> {
            String name = file.getFileName().toString();
            worked.add(name);
            return endings.getOrDefault(name, nothingLeft("run", RunStatus.COMPLETED));
        });
    }

    private void pass(Duration duration) {
        waited.add(duration);
        try {
            whileWaiting.write();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String told() {
        return Golden.masked(err.toString(StandardCharsets.UTF_8), directory);
    }

    private static ForegroundRun.Ending nothingLeft(String run, RunStatus status) {
        return new ForegroundRun.Ending(
                ExitCode.OK, Optional.of(new RunResult.NothingLeft(run, status, Optional.empty())));
    }

    private static ForegroundRun.Ending finished(String run, ExitCode code) {
        return new ForegroundRun.Ending(code, Optional.of(new RunResult.Declined(run, "")));
    }

    private void files(String... names) {
        try {
            for (String name : names) {
                Path file = Files.writeString(directory.resolve(name), "");
                Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> left() {
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
