package io.conversationcleanup.ledger.jdbc;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;

/**
 * What a file beside an H2 database tells of the process that has it open: how to reach it, and who it is. Immutable.
 *
 * @param port the loopback port at which it serves the database
 * @param key what a client has to know
 * @param pid its number
 * @param command what it does
 */
record Holder(int port, String key, long pid, String command) {

    /** The file that speaks of this database. */
    static Path file(Path database) {
        return database.resolveSibling(database.getFileName() + ".holder");
    }

    /** What the file tells; empty if there is none, or if it makes no sense. */
    static Optional<Holder> read(Path file) {
        try {
            Properties properties = new Properties();
            properties.load(new StringReader(Files.readString(file)));
            return Optional.of(new Holder(
                    Integer.parseInt(properties.getProperty("port", "")),
                    properties.getProperty("key", ""),
                    Long.parseLong(properties.getProperty("pid", "")),
                    properties.getProperty("command", "")));
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
        Writer text = new StringWriter();
        properties.store(text, "The process that has the repository open. Its other processes read this.");
        // Made readable to its owner alone, on systems that know of owners.
        Path whole = Files.createTempFile(file.toAbsolutePath().getParent(), file.getFileName() + ".", "");
        try {
            Files.writeString(whole, text.toString());
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "Holder[" + pid + "]";
    }
}
