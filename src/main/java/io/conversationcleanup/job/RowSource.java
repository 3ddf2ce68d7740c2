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
 * The source of a run's rows. Immutable.
 *
 * @param content identifies the content; begins with the input file's SHA-256
 * @param bytes the file size, or {@link StartDetail#UNKNOWN} if no file is read
 * @param parent the run that the rows come from; empty for a file
 * @param warnings creates the collector of warnings; empty if the rows were checked before
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

    interface Opening {
        Rows open(Ledger ledger, ConversationRules rules, long skipRows);
    }

    /** An iterator over rows. Not thread-safe. */
    interface Rows extends AutoCloseable {

        Optional<ParsedRow> next();

        @Override
        void close();
    }

    /** Returns the rows of a file; {@code ids} decides whether warnings show ids. */
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

    /** Returns all rows of a run that the ledger already holds. */
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

    /** Returns rows of an earlier run, read from the ledger. */
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

    /** Reads rows page by page and holds no database resource between pages. */
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
