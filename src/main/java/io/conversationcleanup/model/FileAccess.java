package io.conversationcleanup.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * Access rights of the files and directories that the program creates. They are set on creation only, so an existing
 * file keeps its own. A file system without POSIX permissions applies its defaults.
 */
public enum FileAccess {
    OWNER_ONLY,
    BY_UMASK;

    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");

    /** Returns the rights of a directory or of its nearest parent: {@link #OWNER_ONLY} if nobody else has any. */
    public static FileAccess of(Path directory) {
        Path parent = directory.toAbsolutePath().getParent();
        if (Files.notExists(directory) && parent != null) {
            return of(parent);
        }
        return permissions(directory).filter(DIRECTORY::containsAll).isPresent() ? OWNER_ONLY : BY_UMASK;
    }

    /** Returns the permissions of a file or directory; empty if it does not exist or its file system has none. */
    public static Optional<Set<PosixFilePermission>> permissions(Path path) {
        try {
            return Optional.of(Files.getPosixFilePermissions(path));
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    public void createDirectories(Path directory) throws IOException {
        // Before Java 20, createDirectories refuses a symbolic link to a directory.
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, attributes(directory, DIRECTORY));
        }
    }

    public void createFile(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            createDirectories(directory);
        }
        try {
            Files.createFile(file, forFile(file));
        } catch (FileAlreadyExistsException e) {
            // An existing file keeps its content and its rights.
        }
    }

    public void write(Path file, String text) throws IOException {
        Set<StandardOpenOption> options =
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        try (SeekableByteChannel channel = Files.newByteChannel(file, options, forFile(file))) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    public FileAttribute<?>[] forFile(Path file) {
        return attributes(file, FILE);
    }

    private FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> ownerOnly) {
        boolean known = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return this == OWNER_ONLY && known
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(ownerOnly)}
                : new FileAttribute<?>[0];
    }
}
