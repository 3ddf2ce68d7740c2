package io.conversationcleanup.intake;

import io.conversationcleanup.intake.Header.Column;
import io.conversationcleanup.intake.Header.Role;
import io.conversationcleanup.intake.OddIds.Doubt;
import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.model.ConversationType;
import io.conversationcleanup.model.Wording;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects possible problems of an input that can still be sent. Not thread-safe. */
public final class InputWarnings {

    private static final int SHOWN = 3;
    private static final int FEWEST_DUPLICATES = 5;
    /** Row limits of spreadsheets, without the header. */
    private static final long MOST_ROWS = 1_048_575;

    private static final long MOST_ROWS_OF_XLS = 65_535;
    private static final List<String> RESULT_COLUMNS = List.of("line", "outcome", "code", "attempts", "finishedAt");

    private final InputSurvey survey;
    private final Ids ids;
    private final Map<Doubt, Found> doubts = new EnumMap<>(Doubt.class);
    private final List<String> repeated = new ArrayList<>();
    private long rows;
    private long duplicates;
    private long longNumbers;

    public enum Ids {
        SHOWN,
        HIDDEN
    }

    /** Starts without rows. */
    public InputWarnings(InputSurvey survey, Ids ids) {
        this.survey = survey;
        this.ids = ids;
    }

    private static final class Found {

        private final List<String> samples = new ArrayList<>();
        private long count;
    }

    /** Checks the ids of an accepted row. */
    public void add(long line, Conversation conversation) {
        rows++;
        boolean accepted = survey.layout().acceptOddIds();
        look(line, Role.USER, conversation.user(), accepted);
        look(
                line,
                Role.PEER,
                conversation.peer(),
                accepted || conversation.type() == ConversationType.CONVERSATION_GROUP);
    }

    /** Counts a duplicate, which {@link #add} gets too. */
    public void addDuplicate(long line) {
        duplicates++;
        if (repeated.size() < SHOWN) {
            repeated.add(Long.toString(line));
        }
    }

    private void look(long line, Role role, String id, boolean mayBeDamaged) {
        longNumbers += OddIds.isLongNumber(id) ? 1 : 0;
        Optional<Doubt> doubt =
                mayBeDamaged && OddIds.damage(id).isPresent() ? Optional.of(Doubt.DAMAGED) : OddIds.doubt(id);
        if (doubt.isPresent()) {
            Found found = doubts.computeIfAbsent(doubt.get(), key -> new Found());
            found.count++;
            if (found.samples.size() < SHOWN) {
                String column = survey.header().column(role).map(Column::shown).orElse(role.word());
                found.samples.add(column + quoted(" ", id) + " on line " + line);
            }
        }
    }

    /** Returns the warnings, one or more sentences each. */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        addWholeFile(sentences);
        doubts.forEach((doubt, found) -> {
            // By chance every tenth 16-digit number ends in zero.
            if (doubt != Doubt.ROUNDED || 2 * found.count >= longNumbers) {
                sentences.add(sentence(doubt, found));
            }
        });
        if (duplicates >= FEWEST_DUPLICATES && 2 * duplicates > rows) {
            sentences.add(Wording.count(duplicates) + " of " + Wording.count(rows, "row")
                    + " repeat the conversation of an earlier row: lines " + listed(repeated, duplicates)
                    + ". Check that the ids have not been cut or rounded.");
        }
        return sentences;
    }

    private void addWholeFile(List<String> sentences) {
        survey.unendedRow()
                .ifPresent(row -> sentences.add("The last line has no line end; it may be cut: line " + row.line()
                        + quoted(", ", row.text()) + ". Check that the file is complete."));
        if (survey.rows() == MOST_ROWS || survey.rows() == MOST_ROWS_OF_XLS) {
            sentences.add("The input has " + Wording.count(survey.rows(), "row") + ", the most that "
                    + (survey.rows() == MOST_ROWS ? "a spreadsheet holds" : "an old spreadsheet (.xls) holds")
                    + ". Check that rows after these are not missing.");
        }
        List<String> names =
                survey.header().columns().stream().map(Column::name).toList();
        if (names.containsAll(RESULT_COLUMNS)) {
            sentences.add(
                    "The input looks like the results.csv of an earlier run: all its rows are sent, also those that are"
                            + " done or were rejected. To send only what was not done, use failures.csv or the rerun command.");
        }
    }

    private String sentence(Doubt doubt, Found found) {
        String counted = Wording.count(found.count, "id");
        boolean one = found.count == 1;
        String samples = ": " + listed(found.samples, found.count) + ". ";
        return switch (doubt) {
            case DAMAGED ->
                counted + (one ? " looks" : " look") + " damaged and will be sent" + samples
                        + "Check them in the file.";
            case QUOTED ->
                counted + (one ? " begins" : " begin") + " with a quote or an apostrophe" + samples
                        + "Sent as written; if the quotes are not part of the ids, remove them.";
            case PERHAPS_MISSING ->
                counted + (one ? " looks" : " look") + " like a missing value" + samples
                        + "Sent as written; remove rows without an id.";
            case CONVERTED ->
                counted + (one ? " looks" : " look") + " like a date or a number that a spreadsheet made of an id"
                        + samples + "If so, export the ids as text.";
            case ROUNDED ->
                Wording.count(found.count) + " of " + Wording.count(longNumbers) + " ids of more than 15 digits"
                        + (one ? " ends" : " end") + " in zeros after the 15th, as if a spreadsheet had rounded them"
                        + samples + "If so, export the ids as text.";
        };
    }

    private String quoted(String before, String text) {
        return ids == Ids.SHOWN ? before + Excerpt.quoted(text) : "";
    }

    private static String listed(List<String> samples, long all) {
        long more = all - samples.size();
        return String.join(", ", samples) + (more > 0 ? " and " + Wording.count(more) + " more" : "");
    }
}
