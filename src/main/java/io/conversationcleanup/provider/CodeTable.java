package io.conversationcleanup.provider;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A provider's codes as data: what each means, asks for, and what a person can do. Immutable, hence thread-safe. */
public final class CodeTable {

    private static final String SEPARATOR = "\\|";

    private final Map<Long, Entry> entries;

    private CodeTable(Map<Long, Entry> entries) {
        this.entries = Map.copyOf(entries);
    }

    /**
     * One code.
     *
     * @param code the provider's number
     * @param act what it asks for
     * @param meaning what the provider says it means, in short
     * @param advice what a person can do; empty if there is nothing to do
     */
    public record Entry(long code, Act act, String meaning, String advice) {}

    /**
     * Reads the table from a resource beside the class: lines of {@code code|act|meaning|advice}, {@code #} for comments.
     *
     * @throws IllegalStateException if the resource is missing or a line is not of that form: the program is broken
     */
    public static CodeTable load(Class<?> beside, String resource) {
        try (InputStream in = beside.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the code table " + resource + " is missing from the program");
            }
            Map<Long, Entry> entries = new TreeMap<>();
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(CodeTable::parse)
                    .forEach(entry -> {
                        if (entries.put(entry.code(), entry) != null) {
                            throw new IllegalStateException(resource + " has the code " + entry.code() + " twice");
                        }
                    });
            return new CodeTable(entries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is known of this code, or empty if no document has it. */
    public Optional<Entry> entry(long code) {
        return Optional.ofNullable(entries.get(code));
    }

    /** All codes, by number. */
    public Map<Long, Entry> entries() {
        return new TreeMap<>(entries);
    }

    private static Entry parse(String line) {
        String[] cells = line.split(SEPARATOR, -1);
        if (cells.length != 4) {
            throw new IllegalStateException("not of the form code|act|meaning|advice: " + line);
        }
        return new Entry(
                Long.parseLong(cells[0].strip()), Act.valueOf(cells[1].strip()), cells[2].strip(), cells[3].strip());
    }
}
