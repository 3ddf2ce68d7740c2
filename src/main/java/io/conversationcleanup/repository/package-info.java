/**
 * Finding and opening the database that holds the ledger, the leases and the tables of Spring Batch: URL, dialect, schema,
 * the embedded file and its server, the guard against truncation, and failures in words.
 *
 * <p>Entry points: {@link io.conversationcleanup.repository.RepositoryConnector} to open it and {@link io.conversationcleanup.repository.RepositorySession} for a short
 * command. Knows {@code model}.
 */
@NullMarked
package io.conversationcleanup.repository;

import org.jspecify.annotations.NullMarked;
