package io.conversationcleanup.job;

import io.conversationcleanup.intake.Header.Column;
import io.conversationcleanup.intake.InputSurvey;
import io.conversationcleanup.intake.InputWarnings;
import io.conversationcleanup.intake.ParsedRow;
import io.conversationcleanup.intake.RowReader;
import io.conversationcleanup.ledger.Ledger;
import io.conversationcleanup.ledger.Run.InputColumn;
import io.conversationcleanup.model.ConversationRules;
import io.conversationcleanup.runs.EarlierRows;
import io.conversationcleanup.runs.KnownRun;
import java.util.List;
import java.util.Optional;

/** Where a run's rows come from. Immutable. */
public sealed interface RowSource {

    /** What tells this content from other content, for the run's identity; it begins with the input file's SHA-256. */
    String content();

    /** The input file as it was named. */
    String file();

    /** The input's own columns. */
    List<InputColumn> columns();

    /** How many rows there are. */
    long rows();

    /** The run whose rows these are; empty if they come from a file. */
    Optional<String> parent();

    /** Collects what may be wrong with the rows; empty if that was looked at before. */
    Optional<InputWarnings> warnings();

    /** Opens them before the row after these. */
    Rows open(Ledger ledger, ConversationRules rules, long skipRows);

    /** The rows one after the other. Not thread-safe. */
    interface Rows extends AutoCloseable {

        /** The next one, or empty after the last. */
        Optional<ParsedRow> next();

        @Override
        void close();
    }

    /**
     * A file.
     *
     * @param survey what is known of it
     * @param ids whether warnings show ids
     */
    record File(InputSurvey survey, InputWarnings.Ids ids) implements RowSource {

        @Override
        public String content() {
            return survey.sha256();
        }

        @Override
        public String file() {
            return survey.file().name();
        }

        @Override
        public List<InputColumn> columns() {
            return survey.header().columns().stream().map(File::column).toList();
        }

        private static InputColumn column(Column column) {
            return new InputColumn(
                    column.name(), InputColumn.Role.valueOf(column.role().name()));
        }

        @Override
        public long rows() {
            return survey.rows();
        }

        @Override
        public Optional<String> parent() {
            return Optional.empty();
        }

        @Override
        public Optional<InputWarnings> warnings() {
            return Optional.of(new InputWarnings(survey, ids));
        }

        @Override
        public Rows open(Ledger ledger, ConversationRules rules, long skipRows) {
            RowReader reader = RowReader.open(survey, rules, skipRows);
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
    }

    /** The rows of a run that the ledger holds already, all of them. */
    record Staged(KnownRun known) implements RowSource {

        @Override
        public String content() {
            return known.run().identity().content();
        }

        @Override
        public String file() {
            return known.inputFile();
        }

        @Override
        public List<InputColumn> columns() {
            return known.run().entry().columns();
        }

        @Override
        public long rows() {
            return known.rows();
        }

        @Override
        public Optional<String> parent() {
            return known.run().parent();
        }

        @Override
        public Optional<InputWarnings> warnings() {
            return Optional.empty();
        }

        @Override
        public Rows open(Ledger ledger, ConversationRules rules, long skipRows) {
            throw new IllegalStateException("the rows of run " + known.id() + " are in the ledger");
        }
    }

    /** Rows of an earlier run, straight from the ledger. */
    record Again(EarlierRows earlier) implements RowSource {

        @Override
        public String content() {
            return earlier.content();
        }

        @Override
        public String file() {
            return earlier.run().entry().inputFile();
        }

        @Override
        public List<InputColumn> columns() {
            return earlier.run().entry().columns();
        }

        @Override
        public long rows() {
            return earlier.count();
        }

        @Override
        public Optional<String> parent() {
            return Optional.of(earlier.run().id());
        }

        @Override
        public Optional<InputWarnings> warnings() {
            return Optional.empty();
        }

        @Override
        public Rows open(Ledger ledger, ConversationRules rules, long skipRows) {
            return new SelectedRows(ledger, earlier, skipRows);
        }
    }
}
