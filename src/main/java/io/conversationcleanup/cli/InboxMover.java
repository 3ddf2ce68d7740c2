package io.conversationcleanup.cli;

import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.model.WriteProblem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Moves files of an inbox to {@code done} or {@code failed}; across file systems, copies and deletes. Stateless. */
final class InboxMover {

    private static final Renaming SYSTEM = (from, to) -> Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);

    private static final int STICKY = 01000;

    private final Path inbox;
    private final Renaming renaming;

    enum Place {
        DONE,
        FAILED
    }

    interface Renaming {

        /** Throws {@link AtomicMoveNotSupportedException} across file systems. */
        void rename(Path from, Path to) throws IOException;
    }

    InboxMover(Path inbox) {
        this(inbox, SYSTEM);
    }

    InboxMover(Path inbox, Renaming renaming) {
        this.inbox = inbox;
        this.renaming = renaming;
    }

    /** Fails unless files can be moved to both places, because a file that stays would run again at each start. */
    void requireMovable(List<Path> files) {
        Path at = inbox;
        try {
            Path probe = Files.createTempFile(inbox, ".probe-", ".tmp");
            try {
                for (Place place : Place.values()) {
                    at = directory(place);
                    Files.createDirectories(at);
                    Path moved = at.resolve(probe.getFileName());
                    move(probe, moved);
                    at = inbox;
                    move(moved, probe);
                }
                requireRemovable(files, probe);
            } finally {
                Files.deleteIfExists(probe);
            }
        } catch (IOException e) {
            throw new CommandFailedException(
                    ExitCode.SETTINGS,
                    "Files cannot be moved from the inbox " + inbox + " to its directories done and failed: " + at
                            + ": "
                            + WriteProblem.of(e)
                            + ". Nothing was sent. Give the user that runs this command the right to"
                            + " write there, then give the same command again.");
        }
    }

    /** In a directory with the sticky bit, only its owner, the file's owner and root may remove a file. */
    private void requireRemovable(List<Path> files, Path own) throws IOException {
        if (!inbox.getFileSystem().supportedFileAttributeViews().contains("unix")
                || ((int) Files.getAttribute(inbox, "unix:mode") & STICKY) == 0) {
            return;
        }
        UserPrincipal self = Files.getOwner(own);
        if (Files.getAttribute(own, "unix:uid").equals(0)
                || Files.getOwner(inbox).equals(self)) {
            return;
        }
        for (Path file : files) {
            if (!Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).equals(self)) {
                throw new IOException("it has the sticky bit, and " + file + " is another user's");
            }
        }
    }

    /** Moves a file to a free name after the run's name; returns the new path and, for a link, its target. */
    String move(Path file, Place place, Optional<String> run) throws IOException {
        Path target = directory(place);
        Files.createDirectories(target);
        String prefix = run.map(id -> id + ".").orElse("");
        Path free = named(target, prefix, file);
        for (int i = 2; Files.exists(free, LinkOption.NOFOLLOW_LINKS); i++) {
            free = named(target, i + "." + prefix, file);
        }
        if (!Files.isSymbolicLink(file)) {
            move(file, free);
            return free.toString();
        }
        // A relative link would break in its new place.
        Path linked = file.toRealPath();
        Files.createSymbolicLink(free, linked);
        Files.delete(file);
        return free + ", a link to " + linked;
    }

    Path directory(Place place) {
        return inbox.resolve(place.name().toLowerCase(Locale.ROOT));
    }

    /** Prefixes a file's name. Uses the URI, which has all bytes, because the text may have lost characters. */
    private static Path named(Path target, String prefix, Path file) {
        Path beside = target.resolve(file.getFileName());
        if (prefix.isEmpty()) {
            return beside;
        }
        String uri = beside.toUri().toString();
        int name = uri.lastIndexOf('/', uri.length() - 2) + 1;
        return target.resolve(Path.of(URI.create(
                        uri.substring(0, name) + prefix + uri.substring(name).replaceFirst("/$", "")))
                .getFileName());
    }

    private void move(Path from, Path to) throws IOException {
        try {
            renaming.rename(from, to);
        } catch (AtomicMoveNotSupportedException e) {
            copy(from, to);
        }
    }

    /** Shows only a complete file under the new name; after a kill the original is still there. */
    private void copy(Path from, Path to) throws IOException {
        Path copy = to.resolveSibling(".copying.tmp");
        try {
            Files.copy(from, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            Files.move(copy, to, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(copy);
        }
        try {
            Files.delete(from);
        } catch (IOException e) {
            Files.deleteIfExists(to);
            throw e;
        }
    }
}
