package io.conversationcleanup.ledger.jdbc;

import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs statements outside of any transaction, each committed by itself. Thread-safe.
 *
 * <p>No lock outlives such a statement if this process is suspended, so that another process that takes over never waits for
 * this one; and what it did stays, whatever becomes of a transaction of the caller.
 */
final class SingleStatements {

    private final TransactionTemplate outside;

    SingleStatements(PlatformTransactionManager transactionManager) {
        outside = new TransactionTemplate(transactionManager);
        outside.setPropagationBehavior(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
    }

    <T> T run(Supplier<T> statements) {
        return Objects.requireNonNull(outside.execute(status -> statements.get()));
    }
}
