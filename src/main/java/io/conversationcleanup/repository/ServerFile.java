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

/** A file beside an H2 database with its server's loopback port and secret key. Immutable. */
public record ServerFile(int port, String key, long pid, String command, Work work) {

    /** What a process has the database open for. */
    public enum Work {
        /** A run, which may take days. */
        RUN,
        /** A short command. */
        VISIT,
        /** Compaction: the database is closed meanwhile, so nothing answers on the port. */
        COMPACTION
    }

    static Path file(Path database) {
        return database.resolveSibling(database.getFileName() + ".holder");
    }

    /** Empty if the file is missing or invalid. */
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

    /** Writes the file atomically, readable only by this user. */
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

    /** Returns whether the process is compacting the file: it will finish although it cannot answer. */
    public boolean compacts() {
        return work == Work.COMPACTION && exists();
    }

    /** Returns whether the process exists; always false for another machine or container. */
    public boolean exists() {
        return ProcessHandle.of(pid).isPresent();
    }

    /** Describes the process for display. */
    public String who() {
        return "process " + pid + ", " + command;
    }

    /** Omits the key. */
    @Override
    public String toString() {
        return "ServerFile[" + pid + "]";
    }
}
