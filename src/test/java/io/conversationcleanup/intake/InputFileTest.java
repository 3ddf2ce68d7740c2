package io.conversationcleanup.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
            assertThat(file.path()).hasParent(spool).hasBinaryContent(content);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                    .isEqualTo("rw-------");
            assertThat(IntakeFixture.rows(file)).hasSize(1);
            assertThat(IntakeFixture.rows(file)).hasSize(1);
        }

        assertThat(spool).isEmptyDirectory();
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

        assertThatThrownBy(() -> InputFile.spool(broken, directory))
                .isInstanceOf(UnusableInputException.class)
                .hasMessage("standard input: could not be copied to " + directory
                        + " (java.io.IOException: broken pipe); make room there, or give a file instead of -");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void standardInputIsNamedInProblems() {
        try (InputFile file = InputFile.spool(InputStream.nullInputStream(), directory)) {
            assertThatThrownBy(() -> InputSurvey.of(file, IntakeFixture.LAYOUT))
                    .isInstanceOf(UnusableInputException.class)
                    .hasMessage("standard input: is empty; its first line must name the columns");
        }
    }

    @Test
    void closingLeavesTheUsersOwnFileAlone() {
        InputFile file = IntakeFixture.file(directory, "user,peer\n");

        file.close();

        assertThat(file.path()).exists();
    }

    @Test
    void aFileThatIsNotThereIsNamedWithTheWholePath() {
        InputFile file = InputFile.of(Path.of("no-such-file.csv"));

        assertThatThrownBy(() -> InputSurvey.of(file, IntakeFixture.LAYOUT))
                .isInstanceOf(UnusableInputException.class)
                .hasMessage("no-such-file.csv: there is no such file (looked for "
                        + Path.of("no-such-file.csv").toAbsolutePath()
                        + "); check input.path in the job file, or --input");
    }

    @Test
    void aDirectoryIsNotAFile() {
        assertThatThrownBy(() -> InputSurvey.of(InputFile.of(directory), IntakeFixture.LAYOUT))
                .isInstanceOf(UnusableInputException.class)
                .hasMessage(directory + ": is a directory; name the CSV file in it");
    }

    @Test
    void somethingThatCannotBeReadTwiceIsRefused() {
        Path device = Path.of("/dev/null");
        assumeThat(device).exists();

        assertThatThrownBy(() -> InputSurvey.of(InputFile.of(device), IntakeFixture.LAYOUT))
                .isInstanceOf(UnusableInputException.class)
                .hasMessage("/dev/null: is not a regular file; it is read twice, so pipe it into standard input and"
                        + " name it -");
    }
}
