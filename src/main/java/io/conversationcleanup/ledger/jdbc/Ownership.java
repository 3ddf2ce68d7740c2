package io.conversationcleanup.ledger.jdbc;

import io.conversationcleanup.ledger.OwnedRun;
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

/** Keeps a run its owner's while something is written on its behalf. Thread-safe. */
final class Ownership {

    /** A run's row is locked by a process that writes more than one statement on its behalf. */
    private static final String LOCK = "SELECT owner FROM cleanup_run WHERE run_no = ? ";

    /** What each statement ends with that changes a run on behalf of its owner. */
    static final String OWNED = " WHERE run_no = ? AND owner = ?";

    private final JdbcClient client;
    private final Dialect dialect;
    private final TransactionTemplate transactions;

    Ownership(JdbcClient client, Dialect dialect, TransactionTemplate transactions) {
        this.client = client;
        this.dialect = dialect;
        this.transactions = transactions;
    }

    /** Makes the statements one with the check that the run is its owner's. */
    <T> T owned(OwnedRun run, Supplier<T> statements) {
        return Objects.requireNonNull(transactions.execute(status -> {
            lock(run);
            return statements.get();
        }));
    }

    /** Makes the statements one with the check that the run is its owner's. */
    void owned(OwnedRun run, Runnable statements) {
        owned(run, () -> {
            statements.run();
            return run;
        });
    }

    /** Keeps the run its owner's until the transaction ends. */
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

    /** Changes a run by a statement that ends in {@link #OWNED}. */
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
