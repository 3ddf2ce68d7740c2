package io.conversationcleanup.ledger.jdbc;

import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs statements outside of any transaction, each committed on its own. Thread-safe. So a suspended process holds no
 * lock that a successor would wait for, and a rollback of the caller does not undo them.
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
