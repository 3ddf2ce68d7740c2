package io.conversationcleanup.provider;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A provider's codes with their meaning, action and advice. Immutable. The most specific entry applies: a single code
 * before a range, then an operation's entry before one for all.
 */
public final class CodeTable {

    private static final String ALL_OPERATIONS = "*";

    private final List<Entry> entries;

    private CodeTable(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** What the program does after a code. */
    public enum CodeAction {
        DONE("done: there is nothing to delete"),
        ROW("the row fails; the others go on"),
        RETRY("the row is sent again later, as often as retry.max-attempts says"),
        /** Rarely passes: two more attempts, then the row fails. */
        RETRY_TWICE("the row is sent again twice, then it fails"),
        /** Rarely passes: two more attempts, then the run stops. */
        RETRY_TWICE_THEN_ABORT("the row is sent again twice, then the run stops"),
        SLOW("the rate is lowered and the row sent again; no attempt is spent"),
        /** The signature has expired: sign again; the second refusal in a row stops the run. */
        RESIGN("signed anew once; if that does not help, the run stops"),
        /** The account check failed: sign again; the third refusal in a row stops the run. */
        RESIGN_TWICE("signed anew twice; if that does not help, the run stops"),
        ABORT("the run stops at once; nothing more is sent");

        private final String consequence;

        CodeAction(String consequence) {
            this.consequence = consequence;
        }

        public String consequence() {
            return consequence;
        }
    }

    /** A code or a range of codes; the operation {@code *} stands for all, and the advice may be empty. */
    public record Entry(long first, long last, String operation, CodeAction action, String meaning, String advice) {

        private boolean holds(long code, String wanted) {
            return code >= first && code <= last && (operation.equals(wanted) || forAllOperations());
        }

        public boolean forAllOperations() {
            return operation.equals(ALL_OPERATIONS);
        }

        public boolean isRange() {
            return first != last;
        }

        private boolean isMoreParticularThan(Entry other) {
            return isRange() == other.isRange() ? !forAllOperations() && other.forAllOperations() : !isRange();
        }
    }

    /**
     * Reads a resource with lines of {@code code|operation|action|meaning|advice}; the code may be a range
     * {@code first-last}, and {@code #} begins a comment.
     *
     * @throws IllegalStateException if the resource is missing, malformed or has two lines for the same key
     */
    public static CodeTable load(Class<?> beside, String resource) {
        try (InputStream in = beside.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the code table " + resource + " is missing from the program");
            }
            List<Entry> entries = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(CodeTable::parse)
                    .toList();
            long different = entries.stream()
                    .map(entry -> entry.first() + "-" + entry.last() + entry.operation())
                    .distinct()
                    .count();
            if (different < entries.size()) {
                throw new IllegalStateException("the code table " + resource + " has a code twice");
            }
            return new CodeTable(entries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the entry for a code and operation; empty if undocumented. */
    public Optional<Entry> entry(long code, String operation) {
        return entries.stream()
                .filter(entry -> entry.holds(code, operation))
                .reduce((best, entry) -> entry.isMoreParticularThan(best) ? entry : best);
    }

    public List<Entry> entries() {
        return entries;
    }

    private static Entry parse(String line) {
        String[] cells = line.split("\\|", -1);
        if (cells.length != 5) {
            throw new IllegalStateException("not of the form code|operation|action|meaning|advice: " + line);
        }
        String[] codes = cells[0].split("-", -1);
        return new Entry(
                Long.parseLong(codes[0]),
                Long.parseLong(codes[codes.length - 1]),
                cells[1],
                CodeAction.valueOf(cells[2]),
                cells[3],
                cells[4]);
    }
}
