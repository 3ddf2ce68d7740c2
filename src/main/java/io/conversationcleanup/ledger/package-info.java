/**
 * The stores of runs, their rows and results, and the legal changes to them.
 *
 * <p>Entry point: {@link io.conversationcleanup.ledger.Ledger}. Knows {@code model}.
 */
@NullMarked
package io.conversationcleanup.ledger;

import org.jspecify.annotations.NullMarked;
