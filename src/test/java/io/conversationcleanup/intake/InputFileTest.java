package io.conversationcleanup.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.conversationcleanup.golden.Golden;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFileTest {

    @TempDir
    private Path directory;

    @Test
    void standardInputIsCopiedSoThatItCanBeReadTwice() throws IOException {
        byte[] content = "user,peer\nalice,bob\n".getBytes(StandardCharsets.UTF_8);
        Path spool = directory.resolve("new").resolve("spool");

        try (InputFile file = InputFile.spool(new ByteArrayInputStream(content), spool)) {
            assertThat(file.name()).isEqualTo("-");
            assertThat(file.size()).isEqualTo(content.length);
            assertThat(file.open()).hasBinaryContent(content);
            assertThat(IntakeFixture.rows(file)).hasSize(1);
            assertThat(IntakeFixture.rows(file)).hasSize(1);
        }

        assertThat(spool).isEmptyDirectory();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(spool)))
                .isEqualTo("rwx------");
    }

    @Test
    void aKillAtAnyMomentLeavesNoCopyOfStandardInput() {
        InputStream watching = new SequenceInputStream(
                new ByteArrayInputStream("user,peer\nalice,bob\n".getBytes(StandardCharsets.UTF_8)), new InputStream() {
                    @Override
                    public int read() {
                        assertThat(directory).isEmptyDirectory();
                        return -1;
                    }

                    @Override
                    public int read(byte[] target, int offset, int length) {
                        return read();
                    }
                });

        try (InputFile file = InputFile.spool(watching, directory)) {
            assertThat(directory).isEmptyDirectory();
            assertThat(IntakeFixture.rows(file)).hasSize(1);
        }
    }

    @Test
    void twoReadersOfStandardInputDoNotDisturbEachOther() throws IOException {
        byte[] content = "user,peer\nalice,bob\n".getBytes(StandardCharsets.UTF_8);

        try (InputFile file = InputFile.spool(new ByteArrayInputStream(content), directory);
                InputStream first = file.open();
                InputStream second = file.open()) {
            assertThat(first.read()).isEqualTo('u');
            assertThat(second).hasBinaryContent(content);
            assertThat(first.readAllBytes()).hasSize(content.length - 1);
            assertThat(first.read()).isEqualTo(-1);
        }
    }

    @Test
    void onlyCopiesOfStandardInputAreLeftovers() throws IOException {
        Files.createFile(directory.resolve("stdin-17.csv"));
        Path other = Files.createFile(directory.resolve("users.csv"));

        InputFile.removeLeftovers(directory);
        InputFile.removeLeftovers(directory.resolve("not-there"));

        assertThat(directory).isDirectoryContaining(other::equals).isDirectoryNotContaining("glob:**stdin*");
    }

    @Test
    void packedStandardInputIsKnownByItsFirstBytes() {
        byte[] content = IntakeFixture.gzip("user,peer\nalice,bob\n");

        try (InputFile file = InputFile.spool(new ByteArrayInputStream(content), directory)) {
            assertThat(IntakeFixture.rows(file)).hasSize(1);
        }
    }

    @Test
    void standardInputThatBreaksOffLeavesNoCopyBehind() throws IOException {
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(new byte[10]), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("broken pipe");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                throw new IOException("broken pipe");
            }
        });

        mustBeUnusableAs("input/standard-input-breaks-off.txt", () -> InputFile.spool(broken, directory));
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void standardInputIsNamedInProblems() {
        try (InputFile file = InputFile.spool(InputStream.nullInputStream(), directory)) {
            mustBeUnusableAs("input/standard-input-empty.txt", () -> InputSurvey.of(file, IntakeFixture.LAYOUT));
        }
    }

    @Test
    void closingLeavesTheUsersOwnFileAlone() {
        InputFile file = IntakeFixture.file(directory, "user,peer\n");

        file.close();

        assertThat(Path.of(file.name())).exists();
    }

    @Test
    void aFileThatIsNotThereIsNamedWithTheWholePath() {
        InputFile file = InputFile.of(Path.of("no-such-file.csv"));

        UnusableInputException unusable =
                catchThrowableOfType(UnusableInputException.class, () -> InputSurvey.of(file, IntakeFixture.LAYOUT));

        Golden.check(
                "input/not-there.txt",
                Golden.masked(unusable.getMessage(), Path.of("").toAbsolutePath()));
    }

    @Test
    void aDirectoryIsNotAFile() {
        mustBeUnusableAs("input/a-directory.txt", () -> InputSurvey.of(InputFile.of(directory), IntakeFixture.LAYOUT));
    }

    @Test
    void somethingThatCannotBeReadTwiceIsRefused() {
        Path device = Path.of("/dev/null");
        assumeThat(device).exists();

        mustBeUnusableAs("input/a-device.txt", () -> InputSurvey.of(InputFile.of(device), IntakeFixture.LAYOUT));
    }

    private void mustBeUnusableAs(String golden, ThrowingCallable use) {
        UnusableInputException unusable = catchThrowableOfType(UnusableInputException.class, use);
        Golden.check(golden, IntakeFixture.masked(unusable, directory));
    }
}
