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
 * A provider's codes as data: what each means, asks for, and what a person can do. Immutable, hence thread-safe.
 *
 * <p>An entry may be for one operation alone, and for a range of codes. The most particular one counts: a code before a range,
 * and then an operation's own before that of all.
 */
public final class CodeTable {

    private static final String ALL_OPERATIONS = "*";

    private final List<Entry> entries;

    private CodeTable(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** What a provider's code asks for, as its code table says. */
    public enum CodeAction {
        /** The wanted state is there already. */
        DONE("done: there is nothing to delete"),
        /** This row has failed for good. */
        ROW("the row fails; the others go on"),
        /** A passing failure. */
        RETRY("the row is sent again later, as often as retry.max-attempts says"),
        /** Seldom passes: two more attempts, then the row has failed. */
        RETRY_TWICE("the row is sent again twice, then it fails"),
        /** Seldom passes: two more attempts, then no row could succeed. */
        RETRY_TWICE_THEN_ABORT("the row is sent again twice, then the run stops"),
        /** The quota is used up. */
        SLOW("the rate is lowered and the row sent again; no attempt is spent"),
        /** The signature has expired: sign anew; the second time in a row the run is aborted. */
        RESIGN("signed anew once; if that does not help, the run stops"),
        /** The account check failed: sign anew; the third time in a row the run is aborted. */
        RESIGN_TWICE("signed anew twice; if that does not help, the run stops"),
        /** No row could succeed. */
        ABORT("the run stops at once; nothing more is sent");

        private final String consequence;

        CodeAction(String consequence) {
            this.consequence = consequence;
        }

        /** What the program does, in words for a person. */
        public String consequence() {
            return consequence;
        }
    }

    /**
     * One code, or a range of codes.
     *
     * @param first the provider's number, or the first of the range
     * @param last the same number, or the last of the range
     * @param operation the operation that it is for, or {@code *} for all
     * @param action what it asks for
     * @param meaning what the provider says it means, in short
     * @param advice what a person can do; empty if there is nothing to do
     */
    public record Entry(long first, long last, String operation, CodeAction action, String meaning, String advice) {

        private boolean holds(long code, String wanted) {
            return code >= first && code <= last && (operation.equals(wanted) || forAllOperations());
        }

        /** Whether it is for all of the provider's operations. */
        public boolean forAllOperations() {
            return operation.equals(ALL_OPERATIONS);
        }

        /** Whether it is for more than one code. */
        public boolean isRange() {
            return first != last;
        }

        private boolean isMoreParticularThan(Entry other) {
            return isRange() == other.isRange() ? !forAllOperations() && other.forAllOperations() : !isRange();
        }
    }

    /**
     * Reads the table from a resource beside the class: lines of {@code code|operation|action|meaning|advice}, where the code
     * may be a range {@code first-last}; {@code #} begins a comment.
     *
     * @throws IllegalStateException if the resource is missing, a line is not of that form or two are for the same: the
     *     program is broken
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

    /** What is known of this code for this operation, or empty if no document has it. */
    public Optional<Entry> entry(long code, String operation) {
        return entries.stream()
                .filter(entry -> entry.holds(code, operation))
                .reduce((best, entry) -> entry.isMoreParticularThan(best) ? entry : best);
    }

    /** All entries, in the order in which they are written. */
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
