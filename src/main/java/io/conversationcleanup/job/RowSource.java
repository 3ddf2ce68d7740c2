package io.conversationcleanup.job;

import io.conversationcleanup.intake.Header.Column;
import io.conversationcleanup.intake.InputSurvey;
import io.conversationcleanup.intake.InputWarnings;
import io.conversationcleanup.intake.ParsedRow;
import io.conversationcleanup.intake.RowReader;
import io.conversationcleanup.ledger.HistoryStore.StartDetail;
import io.conversationcleanup.ledger.Ledger;
import io.conversationcleanup.ledger.RowStore.StagedRow;
import io.conversationcleanup.ledger.Run.InputColumn;
import io.conversationcleanup.model.ConversationRules;
import io.conversationcleanup.runs.EarlierRows;
import io.conversationcleanup.runs.KnownRun;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where a run's rows come from. Immutable.
 *
 * @param content what tells this content from other content, for the run's identity; it begins with the input file's SHA-256
 * @param file the input file as it was named
 * @param bytes its size, or {@link StartDetail#UNKNOWN} where it is not read
 * @param columns the input's own columns
 * @param rows how many rows there are
 * @param parent the run whose rows these are; empty if they come from a file
 * @param warnings makes what collects what may be wrong with the rows; empty if that was looked at before
 * @param opening opens the rows
 */
public record RowSource(
        String content,
        String file,
        long bytes,
        List<InputColumn> columns,
        long rows,
        Optional<String> parent,
        Supplier<Optional<InputWarnings>> warnings,
        Opening opening) {

    /** Opens rows before the one after these. */
    interface Opening {
        Rows open(Ledger ledger, ConversationRules rules, long skipRows);
    }

    /** The rows one after the other. Not thread-safe. */
    interface Rows extends AutoCloseable {

        /** The next one, or empty after the last. */
        Optional<ParsedRow> next();

        @Override
        void close();
    }

    /**
     * The rows of a file.
     *
     * @param survey what is known of it
     * @param ids whether warnings show ids
     */
    public static RowSource of(InputSurvey survey, InputWarnings.Ids ids) {
        return new RowSource(
                survey.sha256(),
                survey.file().name(),
                survey.bytes(),
                survey.header().columns().stream().map(RowSource::column).toList(),
                survey.rows(),
                Optional.empty(),
                () -> Optional.of(new InputWarnings(survey, ids)),
                (ledger, rules, skipRows) -> rows(RowReader.open(survey, rules, skipRows)));
    }

    private static InputColumn column(Column column) {
        return new InputColumn(
                column.name(), InputColumn.Role.valueOf(column.role().name()));
    }

    private static Rows rows(RowReader reader) {
        return new Rows() {
            @Override
            public Optional<ParsedRow> next() {
                return reader.next();
            }

            @Override
            public void close() {
                reader.close();
            }
        };
    }

    /** The rows of a run that the ledger holds already, all of them. */
    public static RowSource staged(KnownRun known) {
        return new RowSource(
                known.run().identity().content(),
                known.inputFile(),
                StartDetail.UNKNOWN,
                known.run().entry().columns(),
                known.rows(),
                known.run().parent(),
                Optional::empty,
                (ledger, rules, skipRows) -> {
                    throw new IllegalStateException("the rows of run " + known.id() + " are in the ledger");
                });
    }

    /** Rows of an earlier run, straight from the ledger. */
    public static RowSource again(EarlierRows earlier) {
        return new RowSource(
                earlier.content(),
                earlier.run().entry().inputFile(),
                StartDetail.UNKNOWN,
                earlier.run().entry().columns(),
                earlier.count(),
                Optional.of(earlier.run().id()),
                Optional::empty,
                (ledger, rules, skipRows) -> new Pages(ledger, earlier, skipRows));
    }

    /** The rows read in pages; between two pages nothing is held. */
    private static final class Pages implements Rows {

        private static final int PAGE = 2_000;

        private final Ledger ledger;
        private final EarlierRows earlier;
        private Iterator<StagedRow> page = List.<StagedRow>of().iterator();
        private long from = 1;
        private boolean atEnd;

        Pages(Ledger ledger, EarlierRows earlier, long skipRows) {
            this.ledger = ledger;
            this.earlier = earlier;
            for (long skipped = 0; skipped < skipRows && next().isPresent(); skipped++) {}
        }

        @Override
        public Optional<ParsedRow> next() {
            if (!page.hasNext() && !atEnd) {
                List<StagedRow> rows = ledger.rows().selected(earlier.run().number(), earlier.selection(), from, PAGE);
                atEnd = rows.size() < PAGE;
                page = rows.iterator();
            }
            if (!page.hasNext()) {
                return Optional.empty();
            }
            StagedRow row = page.next();
            from = row.row() + 1;
            return Optional.of(
                    new ParsedRow.Accepted(row.line(), Objects.requireNonNull(row.conversation()), row.original()));
        }

        @Override
        public void close() {}
    }
}
