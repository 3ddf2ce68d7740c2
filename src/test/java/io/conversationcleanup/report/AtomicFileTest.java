package io.conversationcleanup.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conversationcleanup.model.FileAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    @TempDir
    Path directory;

    @Test
    void theFileAppearsOnlyWhenItIsMovedIntoPlace() throws IOException {
        Files.writeString(directory.resolve("a.txt"), "old");
        try (AtomicFile file = new AtomicFile(directory, "a.txt", FileAccess.BY_UMASK)) {
            file.write("new é");
            file.finish();
            assertThat(directory.resolve("a.txt")).hasContent("old");
            file.moveIntoPlace();
        }
        assertThat(directory.resolve("a.txt")).hasContent("new é");
        assertThat(directory).isDirectoryNotContaining("glob:**.tmp");
    }

    /** Process ids are few in containers, so that the name is there already. */
    @Test
    void aLinkWithTheTemporaryNameIsNotWrittenThrough() throws IOException {
        Path other = Files.writeString(directory.resolve("input.csv"), "rows");
        Path temporary = directory.resolve("a.txt." + ProcessHandle.current().pid() + ".tmp");
        Files.createSymbolicLink(temporary, other);
        try (AtomicFile file = new AtomicFile(directory, "a.txt", FileAccess.BY_UMASK)) {
            file.write("new");
            file.finish();
            file.moveIntoPlace();
        }
        assertThat(other).hasContent("rows");
        assertThat(directory.resolve("a.txt")).hasContent("new");
    }

    @Test
    void aLinkInItsPlaceIsReplacedAndNotWhatItLeadsTo() throws IOException {
        Path other = Files.writeString(directory.resolve("input.csv"), "rows");
        Files.createSymbolicLink(directory.resolve("a.txt"), other);
        try (AtomicFile file = new AtomicFile(directory, "a.txt", FileAccess.BY_UMASK)) {
            file.write("new");
            file.finish();
            file.moveIntoPlace();
        }
        assertThat(other).hasContent("rows");
        assertThat(Files.isSymbolicLink(directory.resolve("a.txt"))).isFalse();
    }

    @Test
    void closedBeforeThatItLeavesNothing() {
        try (AtomicFile file = new AtomicFile(directory, "a.txt", FileAccess.BY_UMASK)) {
            file.write("new");
            file.flush();
            assertThat(directory).isNotEmptyDirectory();
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void halfACharacterInAProvidersMessageDoesNotStopTheReport() {
        try (AtomicFile file = new AtomicFile(directory, "a.txt", FileAccess.BY_UMASK)) {
            file.write("x\ud83dy");
            file.finish();
            file.moveIntoPlace();
        }
        assertThat(directory.resolve("a.txt")).hasContent("x?y");
    }

    @Test
    void aDirectoryInItsPlaceIsNamedAndNothingIsLeft() throws IOException {
        Path inTheWay = Files.createDirectories(directory.resolve("a.txt/full"));
        try (AtomicFile file = new AtomicFile(directory, "a.txt", FileAccess.BY_UMASK)) {
            file.finish();
            assertThatThrownBy(file::moveIntoPlace)
                    .isInstanceOf(ReportException.class)
                    .hasMessageStartingWith("Cannot write " + directory.resolve("a.txt") + ": ");
        }
        assertThat(inTheWay).exists();
        assertThat(directory).isDirectoryNotContaining("glob:**.tmp");
    }
}
