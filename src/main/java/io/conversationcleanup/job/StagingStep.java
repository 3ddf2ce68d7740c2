package io.conversationcleanup.job;

import io.conversationcleanup.intake.DuplicateIndex;
import io.conversationcleanup.intake.InputWarnings;
import io.conversationcleanup.intake.ParsedRow;
import io.conversationcleanup.ledger.RowStore.StagedRow;
import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.model.ConversationRules;
import io.conversationcleanup.model.RowState;
import io.conversationcleanup.model.Tally;
import io.conversationcleanup.model.Wording;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.ItemWriter;

/**
 * Reads, numbers and stages the rows that are not in the ledger, and finds duplicates. Not thread-safe. The ledger
 * decides where to resume, because it is written in the same transaction as the rows.
 */
final class StagingStep
        implements ItemStreamReader<ParsedRow>,
                ItemProcessor<ParsedRow, StagedRow>,
                ItemWriter<StagedRow>,
                StepExecutionListener {

    private static final Logger log = LoggerFactory.getLogger(StagingStep.class);

    private final RunContext work;
    /** The rows of the current chunk, which may not be in the ledger yet. */
    private final @Nullable StagedRow[] recent;

    private RowSource.@Nullable Rows rows;
    private boolean atEnd;
    private DuplicateIndex conversations = new DuplicateIndex();
    private long lastRow;
    private long withSelf;
    private long otherClearRamble;
    private long askForClearRamble;
    private Optional<InputWarnings> warnings = Optional.empty();

    StagingStep(RunContext work, int chunkSize) {
        this.work = work;
        this.recent = new StagedRow[chunkSize];
    }

    @Override
    public void open(ExecutionContext executionContext) {
        work.requireHeld();
        atEnd = work.ledger().rows().isStaged(work.number());
        if (!atEnd) {
            long staged = work.ledger().results().tally(work.number()).total();
            rows = work.spec().input().opening().open(work.ledger(), work.spec().rules(), staged);
            work.monitor().stagingOf(work.spec().input().rows(), staged);
        }
        recall();
    }

    /** Reads staged rows again after a stop, and repeats warnings if confirmation is asked again. */
    private void recall() {
        conversations = new DuplicateIndex();
        lastRow = 0;
        if (atEnd && hasBegunToSend()) {
            return;
        }
        warnings = work.spec().input().warnings().get();
        work.ledger().rows().forEachStaged(work.number(), row -> {
            lastRow = row.row();
            warn(row);
            if (row.state() == RowState.PENDING) {
                // Pending rows are known to be distinct.
                conversations.firstRowOf(Objects.requireNonNull(row.conversation()), row.row(), earlier -> false);
            }
        });
    }

    private boolean hasBegunToSend() {
        Tally tally = work.ledger().results().tally(work.number());
        return tally.pending() + tally.rejected() + tally.duplicate() < tally.total();
    }

    @Override
    public @Nullable ParsedRow read() {
        if (rows == null || work.stopSwitch().requested()) {
            return null;
        }
        ParsedRow row = rows.next().orElse(null);
        atEnd = row == null;
        return row;
    }

    @Override
    public StagedRow process(ParsedRow parsed) {
        lastRow++;
        StagedRow staged = parsed instanceof ParsedRow.Accepted accepted
                ? accepted(accepted)
                : rejected((ParsedRow.Rejected) parsed);
        recent[(int) (lastRow % recent.length)] = staged;
        warn(staged);
        return staged;
    }

    @Override
    public void write(Chunk<? extends StagedRow> chunk) {
        work.requireHeld();
        work.ledger().rows().stage(work.owned(), List.copyOf(chunk.getItems()));
        work.monitor().staged(chunk.size());
    }

    @Override
    public void close() {
        if (rows != null) {
            rows.close();
            rows = null;
        }
    }

    private void warn(StagedRow row) {
        if (warnings.isPresent() && row.state() != RowState.REJECTED) {
            warnings.get().add(row.line(), Objects.requireNonNull(row.conversation()));
            if (row.state() == RowState.DUPLICATE) {
                warnings.get().addDuplicate(row.line());
            }
        }
    }

    private StagedRow rejected(ParsedRow.Rejected row) {
        return new StagedRow(lastRow, row.line(), RowState.REJECTED, null, row.reason(), row.original());
    }

    private StagedRow accepted(ParsedRow.Accepted row) {
        withSelf += row.isWithSelf() ? 1 : 0;
        Conversation conversation = row.conversation();
        askForClearRamble += conversation.clearRamble() ? 1 : 0;
        OptionalLong first = find(conversation, lastRow);
        if (first.isEmpty()) {
            return new StagedRow(lastRow, row.line(), RowState.PENDING, conversation, null, row.original());
        }
        return new StagedRow(
                lastRow,
                row.line(),
                RowState.DUPLICATE,
                conversation,
                sameAs(staged(first.getAsLong()), conversation),
                row.original());
    }

    private String sameAs(StagedRow first, Conversation conversation) {
        String same = "the same conversation as line " + first.line();
        boolean sent = Objects.requireNonNull(first.conversation()).clearRamble();
        if (sent == conversation.clearRamble()) {
            return same;
        }
        otherClearRamble++;
        return same + ", which is sent with clearRamble " + (sent ? 1 : 0);
    }

    private OptionalLong find(Conversation conversation, long row) {
        return conversations.firstRowOf(conversation, row, earlier -> names(staged(earlier), conversation));
    }

    private static boolean names(StagedRow row, Conversation conversation) {
        Conversation other = Objects.requireNonNull(row.conversation());
        return other.user().equals(conversation.user())
                && other.peer().equals(conversation.peer())
                && other.type() == conversation.type();
    }

    private StagedRow staged(long row) {
        StagedRow kept = recent[(int) (row % recent.length)];
        return kept != null && kept.row() == row
                ? kept
                : work.ledger()
                        .rows()
                        .row(work.number(), row)
                        .orElseThrow(() -> new IllegalStateException("row " + row + " is not in the ledger"));
    }

    /** Requires that the ledger holds every row: a chunk may be lost without an exception. */
    @Override
    public @Nullable ExitStatus afterStep(StepExecution stepExecution) {
        logWarnings();
        try {
            ends(stepExecution);
            return null;
        } catch (RuntimeException e) {
            // Spring Batch would only log an exception and continue.
            stepExecution.addFailureException(e);
            return ExitStatus.FAILED;
        }
    }

    private void ends(StepExecution stepExecution) {
        if (!atEnd
                || stepExecution.getStatus().isUnsuccessful()
                || work.ledger().rows().isStaged(work.number())) {
            return;
        }
        work.requireHeld();
        long staged = work.ledger().results().tally(work.number()).total();
        long expected = work.spec().input().rows();
        if (staged != expected) {
            throw new IllegalStateException(
                    "the input has " + expected + " rows and the ledger holds " + staged + "; nothing was sent");
        }
        work.ledger().rows().staged(work.owned());
    }

    private void logWarnings() {
        warnings.ifPresent(found -> found.sentences().forEach(sentence -> log.warn("{}", sentence)));
        if (withSelf > 0) {
            log.warn(
                    "A conversation of a user with the same user is named by {} of the rows; they are sent all the same",
                    withSelf);
        }
        ConversationRules rules = work.spec().rules();
        if (askForClearRamble > 0 && rules.clearRamble() == ConversationRules.ClearRamble.IGNORED) {
            log.warn(
                    "clearRamble, asked for by {} of the rows, has no meaning for {}: the conversations are deleted, the"
                            + " stored messages stay",
                    askForClearRamble,
                    rules.provider());
        } else if (otherClearRamble > 0) {
            log.warn(
                    "{} for another clearRamble than the row before; the first one counts, see the duplicate rows in"
                            + " results.csv",
                    otherClearRamble == 1
                            ? "1 duplicate row asks"
                            : Wording.count(otherClearRamble, "duplicate row") + " ask");
        }
    }
}
