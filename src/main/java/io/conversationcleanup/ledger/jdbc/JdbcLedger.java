package io.conversationcleanup.ledger.jdbc;

import io.conversationcleanup.ledger.Ledger;
import io.conversationcleanup.model.SteadyClock;
import io.conversationcleanup.repository.Dialect;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Creates the stores of one database. Stateless; the stores are thread-safe. Never interrupt a thread in one of their
 * methods: H2 closes the database on an interrupt during a commit.
 */
public final class JdbcLedger {

    private JdbcLedger() {}

    /**
     * Creates the ledger of a database set up by {@link io.conversationcleanup.repository.LedgerSchema#create}.
     *
     * @param transactionManager must also manage the callers' transactions on this database
     * @param clock must be the one that decides when rows are due again
     */
    public static Ledger of(DataSource repository, PlatformTransactionManager transactionManager, SteadyClock clock) {
        TransactionTemplate transactions = new TransactionTemplate(transactionManager);
        JdbcTemplate template = new JdbcTemplate(repository);
        JdbcClient client = JdbcClient.create(template);
        Dialect dialect = Dialect.of(repository);
        Ownership ownership = new Ownership(client, dialect, transactions);
        SenderStatements senders = new SenderStatements(client, ownership);
        JdbcResultStore results = new JdbcResultStore(template, dialect, transactions, senders, clock);
        JdbcHistoryStore history = new JdbcHistoryStore(template, ownership);
        return new Ledger(
                new JdbcRunStore(
                        client,
                        dialect,
                        new SingleStatements(transactionManager),
                        ownership,
                        results,
                        history,
                        new ForgetStatements(client, transactions)),
                new JdbcRowStore(template, dialect, transactions, ownership),
                new JdbcOutstandingStore(client, transactions, ownership, senders),
                results,
                history);
    }
}
