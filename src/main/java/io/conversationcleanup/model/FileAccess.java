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
 * Who can read what the program creates. The rights are set when a file or directory is created, not afterwards; one that
 * exists keeps the rights that it has. Where the file system has no POSIX permissions, its own defaults apply.
 */
public enum FileAccess {
    /** Only its owner, also under a lax umask. */
    OWNER_ONLY,
    /** Those whom the process's umask lets in. */
    BY_UMASK;

    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");

    /**
     * The access that a directory gives, or the one in which it would be made: {@link #OWNER_ONLY} if nobody else has any right
     * to it.
     */
    public static FileAccess of(Path directory) {
        Path parent = directory.toAbsolutePath().getParent();
        if (Files.notExists(directory) && parent != null) {
            return of(parent);
        }
        return permissions(directory).filter(DIRECTORY::containsAll).isPresent() ? OWNER_ONLY : BY_UMASK;
    }

    /** The permissions of a file or directory; empty if there is none, or if its file system does not know of any. */
    public static Optional<Set<PosixFilePermission>> permissions(Path path) {
        try {
            return Optional.of(Files.getPosixFilePermissions(path));
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /** Creates a directory, and those above it, unless they exist. */
    public void createDirectories(Path directory) throws IOException {
        // Before Java 20, createDirectories refuses a symbolic link to a directory.
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, attributes(directory, DIRECTORY));
        }
    }

    /** Creates an empty file, and the directories above it, unless they exist. */
    public void createFile(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            createDirectories(directory);
        }
        try {
            Files.createFile(file, forFile(file));
        } catch (FileAlreadyExistsException e) {
            // It keeps its content and its rights.
        }
    }

    /** Writes a file, in place of what was in it. */
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

    /** The attributes with which to create this file. */
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
