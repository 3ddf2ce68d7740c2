/**
 * What each row of a run is, was sent as and came to: the truth that steps, progress and reports are queries of; and who
 * works on a run at the moment.
 *
 * <p>Entry points: {@link io.conversationcleanup.ledger.Ledger}, {@link io.conversationcleanup.lease.Leases}. Knows only {@code model}; the SQL is in
 * {@code ledger.jdbc}.
 */
@NullMarked
package io.conversationcleanup.ledger;

import org.jspecify.annotations.NullMarked;
