/**
 * The SQL of stores and leases, for H2 and PostgreSQL.
 *
 * <p>Entry points: {@link io.conversationcleanup.ledger.jdbc.JdbcLedger} and
 * {@link io.conversationcleanup.ledger.jdbc.JdbcLeases}. Knows {@code ledger}, {@code lease}, {@code repository} and
 * {@code model}.
 */
@NullMarked
package io.conversationcleanup.ledger.jdbc;

import org.jspecify.annotations.NullMarked;
