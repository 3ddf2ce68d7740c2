package io.conversationcleanup.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileAccessTest {

    @TempDir
    private Path directory;

    @Test
    void whatIsCreatedIsItsOwnersAlone() throws IOException {
        Path file = directory.resolve("a/b/file");

        FileAccess.OWNER_ONLY.createFile(file);

        assertThat(rights(file)).isEqualTo("rw-------");
        assertThat(rights(file.getParent())).isEqualTo("rwx------");
        assertThat(rights(directory.resolve("a"))).isEqualTo("rwx------");
        assertThat(FileAccess.of(directory.resolve("a"))).isEqualTo(FileAccess.OWNER_ONLY);
    }

    @Test
    void whatExistsKeepsItsRightsAndItsContent() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "content");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Path open = Files.createDirectory(directory.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-x---"));

        FileAccess.OWNER_ONLY.createFile(file);
        FileAccess.OWNER_ONLY.createDirectories(open);

        assertThat(file).hasContent("content");
        assertThat(rights(file)).isEqualTo("rw-r-----");
        assertThat(rights(open)).isEqualTo("rwxr-x---");
        assertThat(FileAccess.of(open)).isEqualTo(FileAccess.BY_UMASK);
    }

    @Test
    void aWrittenFileHasItsRightsFromTheStartAndReplacesWhatWasInIt() throws IOException {
        Path file = directory.resolve("file");

        FileAccess.OWNER_ONLY.write(file, "longer");
        FileAccess.OWNER_ONLY.write(file, "new");

        assertThat(file).hasContent("new");
        assertThat(rights(file)).isEqualTo("rw-------");
    }

    @Test
    void aLinkToADirectoryIsADirectory() throws IOException {
        Path link =
                Files.createSymbolicLink(directory.resolve("link"), Files.createDirectory(directory.resolve("real")));

        FileAccess.OWNER_ONLY.createDirectories(link);
        FileAccess.OWNER_ONLY.createFile(link.resolve("file"));

        assertThat(directory.resolve("real/file")).exists();
    }

    @Test
    void withoutPermissionsThereIsNothingToKeep() {
        assertThat(FileAccess.permissions(directory.resolve("gone"))).isEmpty();
    }

    @Test
    void whatIsNotThereIsMadeWithTheAccessOfWhereItIsMade() throws IOException {
        Path open = Files.createDirectory(
                directory.resolve("open"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Path own = Files.createDirectory(
                directory.resolve("own"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));

        assertThat(FileAccess.of(open.resolve("a/b"))).isEqualTo(FileAccess.BY_UMASK);
        assertThat(FileAccess.of(own.resolve("a/b"))).isEqualTo(FileAccess.OWNER_ONLY);
    }

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
