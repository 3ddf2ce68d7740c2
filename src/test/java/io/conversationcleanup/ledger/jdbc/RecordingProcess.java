package io.conversationcleanup.ledger.jdbc;

import io.conversationcleanup.lease.Leases;
import io.conversationcleanup.lease.Owner;
import io.conversationcleanup.ledger.Ledger;
import io.conversationcleanup.ledger.OutstandingStore.RowRange;
import io.conversationcleanup.ledger.OwnedRun;
import io.conversationcleanup.ledger.RowStore.StagedRow;
import io.conversationcleanup.ledger.Run;
import io.conversationcleanup.model.CallCounts;
import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.model.ConversationType;
import io.conversationcleanup.model.RequestedBy;
import io.conversationcleanup.model.Row;
import io.conversationcleanup.model.RowResult;
import io.conversationcleanup.model.RowState;
import io.conversationcleanup.model.RunIdentity;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** A process that records all rows of a run as deleted, chunk by chunk, and prints the last row of each when it is. */
final class RecordingProcess {

    static final String RUN = "durable";
    static final String TOKEN = "recorder";
    static final String RECORDED = "recorded up to row ";
    // Lines so long fill the pipe: this process cannot run to its end while the one that will kill it is not reading.
    private static final String PADDING = " ".repeat(1_000);

    static final int ROWS = 20_000;
    static final int CHUNK = 20;

    private RecordingProcess() {}

    /** Expects to be killed before it comes to an end; the one argument is the repository's directory. */
    public static void main(String[] arguments) {
        try (OpenRepository repository =
                OpenRepository.onH2(Path.of(arguments[0])).withTables()) {
            Ledger ledger = repository.ledger(InstantSource.system());
            OwnedRun owned = stage(ledger, repository.leases());
            long run = owned.run();
            List<Row> sending = next(ledger, run, 1);
            ledger.results().record(owned, 0, List.of(), CallCounts.NONE, numbers(sending));
            while (!sending.isEmpty()) {
                long last = sending.get(sending.size() - 1).number();
                List<Row> next = last == ROWS ? List.of() : next(ledger, run, last + 1);
                List<RowResult> outcomes = sending.stream()
                        .map(row -> new RowResult(row.number(), RowState.DELETED, "", "", 1, Instant.now(), null))
                        .toList();
                ledger.results().record(owned, 0, outcomes, new CallCounts(outcomes.size(), 0, 0, 0, 1), numbers(next));
                System.out.println(RECORDED + last + PADDING);
                sending = next;
            }
        }
    }

    private static List<Long> numbers(List<Row> rows) {
        return rows.stream().map(Row::number).toList();
    }

    static long rowOf(String line) {
        return Long.parseLong(line.substring(RECORDED.length()).strip());
    }

    private static List<Row> next(Ledger ledger, long run, long first) {
        return ledger.outstanding().pending(run, new RowRange(first, ROWS), CHUNK);
    }

    private static OwnedRun stage(Ledger ledger, Leases leases) {
        RunIdentity identity = new RunIdentity("job", "lane", "sha");
        leases.take(identity, new Owner(TOKEN, "p", "alice", "host", "machine", 1, 1), Optional.empty());
        long number = ledger.runs()
                .create(
                        new Run.Entry(
                                RUN,
                                identity,
                                "p",
                                "o",
                                "f",
                                List.of(),
                                "",
                                1,
                                Instant.now(),
                                RequestedBy.UNKNOWN,
                                Optional.empty()),
                        TOKEN)
                .number();
        OwnedRun run = new OwnedRun(number, TOKEN);
        Conversation conversation = new Conversation("user", "peer", ConversationType.GROUP, false);
        ledger.rows()
                .stage(
                        run,
                        LongStream.rangeClosed(1, ROWS)
                                .mapToObj(
                                        row -> new StagedRow(row, row + 1, RowState.PENDING, conversation, null, null))
                                .toList());
        ledger.rows().staged(run);
        return run;
    }
}
