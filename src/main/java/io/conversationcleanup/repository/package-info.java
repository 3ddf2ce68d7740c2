/**
 * Finds and opens the database that holds the ledger, the leases and Spring Batch's tables.
 *
 * <p>Entry points: {@link io.conversationcleanup.repository.RepositoryConnector} and, for a short command,
 * {@link io.conversationcleanup.repository.RepositorySession}. Knows {@code model}.
 */
@NullMarked
package io.conversationcleanup.repository;

import org.jspecify.annotations.NullMarked;
