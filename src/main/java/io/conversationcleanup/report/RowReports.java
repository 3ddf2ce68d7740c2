package io.conversationcleanup.report;

import com.opencsv.CSVWriter;
import com.opencsv.ICSVWriter;
import io.conversationcleanup.ledger.RowStore.ReportRow;
import io.conversationcleanup.ledger.Run.InputColumn.Role;
import io.conversationcleanup.model.RowState;
import io.conversationcleanup.model.Tally;
import io.conversationcleanup.model.Wording;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes each row of a run once: writes {@code results.csv} and {@code failures.csv}, counts, and keeps the first
 * failures for {@code report.html}. Not thread-safe.
 *
 * <p>A cell that a spreadsheet would take for a formula is written as it is: an id must come back exactly.
 */
final class RowReports implements Consumer<ReportRow> {

    /** How many failures {@code report.html} shows. */
    static final int SHOWN_FAILURES = 100;

    private static final List<String> RESULT_COLUMNS = List.of(
            "line", "user", "peer", "type", "clearRamble", "outcome", "code", "message", "attempts", "finishedAt");
    private static final List<String> FAILURE_COLUMNS = List.of("_line", "_outcome", "_code", "_message", "_attempts");
    private static final Set<RowState> FAILURES =
            EnumSet.of(RowState.FAILED, RowState.RETRYABLE, RowState.WAITING, RowState.REJECTED);

    private final ICSVWriter results;
    private final ICSVWriter failures;
    private final RowTexts texts;
    private final Map<RowState, Long> counts = new EnumMap<>(RowState.class);
    private final Map<String, Long> failuresByCode = new HashMap<>();
    private final List<FailedRow> firstFailures = new ArrayList<>();

    /** Writes the headers at once. */
    RowReports(Writer results, Writer failures, RowTexts texts) {
        this.results = csv(results);
        this.failures = csv(failures);
        this.texts = texts;
        write(this.results, RESULT_COLUMNS);
        write(this.failures, joined(texts.header(), FAILURE_COLUMNS));
    }

    @Override
    public void accept(ReportRow row) {
        counts.merge(row.state(), 1L, Long::sum);
        String message = texts.message(row);
        write(
                results,
                List.of(
                        Long.toString(row.line()),
                        texts.user(row),
                        texts.peer(row),
                        texts.plain(row, Role.TYPE),
                        texts.plain(row, Role.CLEAR_RAMBLE),
                        row.state().reportName(),
                        orEmpty(row.code()),
                        message,
                        Integer.toString(row.attempts()),
                        time(row.finishedAt())));
        if (FAILURES.contains(row.state())) {
            acceptFailure(row, message);
        }
    }

    private void acceptFailure(ReportRow row, String message) {
        String outcome = row.state().reportName();
        String code = orEmpty(row.code());
        if (row.state() != RowState.REJECTED) {
            failuresByCode.merge(code, 1L, Long::sum);
        }
        write(
                failures,
                joined(
                        texts.inColumns(row),
                        List.of(Long.toString(row.line()), outcome, code, message, Integer.toString(row.attempts()))));
        if (firstFailures.size() < SHOWN_FAILURES) {
            firstFailures.add(new FailedRow(row.line(), texts.user(row), texts.peer(row), outcome, code, message));
        }
    }

    /** The rows taken so far, by what they have come to. */
    Tally tally() {
        long waiting = count(RowState.WAITING);
        return new Tally(
                counts.values().stream().mapToLong(Long::longValue).sum(),
                count(RowState.DELETED),
                count(RowState.ALREADY_GONE),
                count(RowState.FAILED),
                count(RowState.RETRYABLE) + waiting,
                waiting,
                count(RowState.REJECTED),
                count(RowState.DUPLICATE),
                count(RowState.PENDING));
    }

    /** The failed, retryable and waiting rows taken so far, by code; of a run that goes on they fit the tally. */
    Map<String, Long> failuresByCode() {
        return failuresByCode;
    }

    /** The first failures, at most {@link #SHOWN_FAILURES}. */
    List<FailedRow> firstFailures() {
        return List.copyOf(firstFailures);
    }

    private long count(RowState state) {
        return counts.getOrDefault(state, 0L);
    }

    /** RFC 4180: quotes only where needed, and a quote in a cell is doubled. */
    private static ICSVWriter csv(Writer writer) {
        return new CSVWriter(writer, ',', '"', '"', "\n");
    }

    private static void write(ICSVWriter csv, List<String> cells) {
        csv.writeNext(cells.toArray(String[]::new), false);
    }

    private static List<String> joined(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String time(@Nullable Instant time) {
        return time == null ? "" : Wording.time(time);
    }
}
