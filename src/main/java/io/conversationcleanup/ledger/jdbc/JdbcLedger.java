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
 * Puts the stores of one database together. Stateless; the stores are thread-safe.
 *
 * <p>A thread inside of any of their methods must never be interrupted: H2 answers an interrupt during a commit by closing the
 * database.
 */
public final class JdbcLedger {

    private JdbcLedger() {}

    /**
     * The ledger in this database.
     *
     * @param repository the database, set up by {@link io.conversationcleanup.repository.LedgerSchema#create}
     * @param transactionManager manages the transactions of the same database, the callers' own among them
     * @param clock tells when a note was made; it must be the one that tells when rows are due again
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
