/**
 * What each row of a run is, was sent as and came to: the truth that steps, progress and reports are queries of.
 *
 * <p>Entry point: {@link io.conversationcleanup.ledger.Ledger}. Knows only {@code model}; the SQL is in
 * {@code ledger.jdbc}.
 */
@NullMarked
package io.conversationcleanup.ledger;

import org.jspecify.annotations.NullMarked;
