package io.conversationcleanup.ledger.jdbc;

import io.conversationcleanup.ledger.Run.OwnedRun;
import io.conversationcleanup.model.LeaseLostException;
import io.conversationcleanup.repository.Dialect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Checks a run's owner in the transaction that writes. Thread-safe. */
final class Ownership {

    /** A process locks the run's row if it writes more than one statement for the run. */
    private static final String LOCK = "SELECT owner FROM cleanup_run WHERE run_no = ? ";

    /** The end of each statement that changes a run for its owner. */
    static final String OWNED = " WHERE run_no = ? AND owner = ?";

    private final JdbcClient client;
    private final Dialect dialect;
    private final TransactionTemplate transactions;

    Ownership(JdbcClient client, Dialect dialect, TransactionTemplate transactions) {
        this.client = client;
        this.dialect = dialect;
        this.transactions = transactions;
    }

    /** Runs the statements in one transaction with the ownership check. */
    <T> T owned(OwnedRun run, Supplier<T> statements) {
        return Objects.requireNonNull(transactions.execute(status -> {
            lock(run);
            return statements.get();
        }));
    }

    void owned(OwnedRun run, Runnable statements) {
        owned(run, () -> {
            statements.run();
            return run;
        });
    }

    /** Checks the owner and locks the run's row until the transaction ends. */
    void lock(OwnedRun run) {
        String owner = client.sql(LOCK + dialect.locked())
                .param(run.run())
                .query(String.class)
                .optional()
                .orElseThrow(() -> unknown(run.run()));
        if (!owner.equals(run.token())) {
            throw lost();
        }
    }

    /** Changes a run; the statement must end in {@link #OWNED}. */
    void change(OwnedRun run, String sql, @Nullable Object... values) {
        List<@Nullable Object> all = new ArrayList<>(Arrays.asList(values));
        all.add(run.run());
        all.add(run.token());
        mustBeOwned(run, client.sql(sql).params(all).update());
    }

    void mustBeOwned(OwnedRun run, int updated) {
        if (updated != 1) {
            lock(run);
            throw Ownership.lost();
        }
    }

    static IllegalArgumentException unknown(long run) {
        return new IllegalArgumentException("the ledger has no run with the number " + run);
    }

    static LeaseLostException lost() {
        return new LeaseLostException(
                "Another process has taken the run over, as this one had not been heard of for a while");
    }
}
