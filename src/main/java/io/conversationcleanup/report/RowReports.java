package io.conversationcleanup.report;

import com.opencsv.CSVWriter;
import com.opencsv.ICSVWriter;
import io.conversationcleanup.ledger.RowStore.ReportRow;
import io.conversationcleanup.ledger.Run.InputColumn.Role;
import io.conversationcleanup.model.RowState;
import io.conversationcleanup.model.Tally;
import io.conversationcleanup.model.Wording;
import java.io.Writer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Takes each row of a run once: writes {@code results.csv} and {@code failures.csv}, counts, and keeps the first
 * failures. Not thread-safe.
 *
 * <p>A cell that a spreadsheet reads as a formula stays unchanged: an id must survive a round trip.
 */
final class RowReports implements Consumer<ReportRow> {

    /** A failed row in {@code report.html}; unknown values are empty. Immutable. */
    record FailedRow(long line, String user, String peer, String outcome, String code, String message) {}

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
                        texts.cell(row, Role.USER),
                        texts.cell(row, Role.PEER),
                        texts.cell(row, Role.TYPE),
                        texts.cell(row, Role.CLEAR_RAMBLE),
                        row.state().reportName(),
                        Objects.requireNonNullElse(row.code(), ""),
                        message,
                        Integer.toString(row.attempts()),
                        Optional.ofNullable(row.finishedAt()).map(Wording::time).orElse("")));
        if (FAILURES.contains(row.state())) {
            acceptFailure(row, message);
        }
    }

    private void acceptFailure(ReportRow row, String message) {
        String outcome = row.state().reportName();
        String code = Objects.requireNonNullElse(row.code(), "");
        if (row.state() != RowState.REJECTED) {
            failuresByCode.merge(code, 1L, Long::sum);
        }
        write(
                failures,
                joined(
                        texts.inColumns(row),
                        List.of(Long.toString(row.line()), outcome, code, message, Integer.toString(row.attempts()))));
        if (firstFailures.size() < SHOWN_FAILURES) {
            firstFailures.add(new FailedRow(
                    row.line(), texts.cell(row, Role.USER), texts.cell(row, Role.PEER), outcome, code, message));
        }
    }

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

    /** Returns failed, retryable and waiting rows by code; they agree with the tally of an unfinished run too. */
    Map<String, Long> failuresByCode() {
        return failuresByCode;
    }

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
}
