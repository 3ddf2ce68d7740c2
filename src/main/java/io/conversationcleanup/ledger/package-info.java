/**
 * The stores of runs, their rows and results, and the changes that are legal.
 *
 * <p>Entry point: {@link io.conversationcleanup.ledger.Ledger}. Knows {@code model}.
 */
@NullMarked
package io.conversationcleanup.ledger;

import org.jspecify.annotations.NullMarked;
