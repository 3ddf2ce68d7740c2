package io.conversationcleanup.repository;

import io.conversationcleanup.model.FileAccess;
import io.conversationcleanup.model.WholeFile;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * The process that has an H2 database open, as a file beside the database describes it. Immutable, thread-safe.
 *
 * @param port the loopback port at which it serves the database
 * @param key what a client has to know
 * @param pid its process id
 * @param command what it does
 * @param work whether it is there for a run
 */
public record ServerFile(int port, String key, long pid, String command, Work work) {

    /** What a process has the database open for. */
    public enum Work {
        /** A run, which may take days. */
        RUN,
        /** A look, or a removal: it ends by itself soon. */
        VISIT,
        /** Making the file smaller: the database is closed to everybody meanwhile, so that nothing answers at the port. */
        COMPACTION
    }

    /** The file that speaks of this database. */
    static Path file(Path database) {
        return database.resolveSibling(database.getFileName() + ".holder");
    }

    /** What the file tells; empty if there is none, or if it makes no sense. */
    static Optional<ServerFile> read(Path file) {
        try {
            Properties properties = new Properties();
            properties.load(new StringReader(Files.readString(file)));
            return Optional.of(new ServerFile(
                    Integer.parseInt(properties.getProperty("port", "")),
                    properties.getProperty("key", ""),
                    Long.parseLong(properties.getProperty("pid", "")),
                    properties.getProperty("command", ""),
                    Work.valueOf(properties.getProperty("work", Work.RUN.name()))));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Writes the file, which appears whole and which only this user can read. */
    void write(Path file) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("port", Integer.toString(port));
        properties.setProperty("key", key);
        properties.setProperty("pid", Long.toString(pid));
        properties.setProperty("command", command);
        properties.setProperty("work", work.name());
        Writer text = new StringWriter();
        properties.store(text, "The process that has the repository open. Its other processes read this.");
        Path temporary = file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid());
        try (WholeFile whole = new WholeFile(file, temporary, FileAccess.OWNER_ONLY)) {
            whole.write(text.toString());
            whole.moveIntoPlace();
        }
    }

    /** Whether the process makes the file smaller, and so will be done with it, though it cannot answer. */
    public boolean compacts() {
        return work == Work.COMPACTION && exists();
    }

    /** Whether there is a process of this id; on another machine, or in another container, there is none. */
    public boolean exists() {
        return ProcessHandle.of(pid).isPresent();
    }

    /** The process, for a person. */
    public String who() {
        return "process " + pid + ", " + command;
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "ServerFile[" + pid + "]";
    }
}
