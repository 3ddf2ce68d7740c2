package io.conversationcleanup.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerFileTest {

    private static final ServerFile HOLDER =
            new ServerFile(40_123, "0123abcd", 4_711, "run jobs/a b.yml --input ü.csv", ServerFile.Work.RUN);

    @TempDir
    private Path directory;

    @Test
    void whatIsWrittenIsReadAndNothingElseIsLeft() throws IOException {
        Path file = ServerFile.file(directory.resolve("repository"));

        HOLDER.write(file);
        HOLDER.write(file);

        assertThat(file).hasFileName("repository.holder");
        assertThat(ServerFile.read(file)).contains(HOLDER);
        assertThat(directory).isDirectoryContaining(file::equals);
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void onlyItsUserCanReadIt() throws IOException {
        Path file = ServerFile.file(directory.resolve("repository"));

        HOLDER.write(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aFileThatMakesNoSenseTellsNothing() throws IOException {
        Path file = directory.resolve("x.holder");
        assertThat(ServerFile.read(file)).isEqualTo(Optional.empty());
        Files.writeString(file, "port=\nkey=a\n");
        assertThat(ServerFile.read(file)).isEmpty();
        Files.writeString(file, "port=1\npid=\\u00zz\n");
        assertThat(ServerFile.read(file)).isEmpty();
    }

    @Test
    void itsTextDoesNotHoldTheKey() {
        assertThat(HOLDER.toString()).contains("4711").doesNotContain(HOLDER.key());
    }
}
