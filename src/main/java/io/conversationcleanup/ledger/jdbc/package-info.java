/**
 * The ledger and the leases in a relational database, H2 or PostgreSQL: in SQL that both understand, but for what stands in
 * the {@link io.conversationcleanup.repository.Dialect} of each.
 *
 * <p>Entry points: {@link io.conversationcleanup.ledger.jdbc.JdbcLedger} and {@link
 * io.conversationcleanup.ledger.jdbc.JdbcLeases}, with {@link io.conversationcleanup.repository.RepositoryUrl} and {@link
 * io.conversationcleanup.repository.RepositoryConnector} to open the database safely, {@link
 * io.conversationcleanup.repository.RepositoryServer} to share one that is in a file, and {@link
 * io.conversationcleanup.repository.LedgerSchema} to set it up, and {@link
 * io.conversationcleanup.repository.RepositoryFailure} to tell what is wrong with it. Knows {@code ledger} and {@code model}; nothing outside
 * of it but the composition root knows that there is SQL.
 */
@NullMarked
package io.conversationcleanup.ledger.jdbc;

import org.jspecify.annotations.NullMarked;
