/**
 * What other machines learn of a run: metrics while it goes on, and a notice of its end. Nothing in it names a user, a
 * conversation or a file.
 *
 * <p>Entry point: {@link io.conversationcleanup.telemetry.Telemetry}. Knows {@code definition}, {@code job}, {@code report},
 * {@code ledger} and {@code model}.
 */
@NullMarked
package io.conversationcleanup.telemetry;

import org.jspecify.annotations.NullMarked;
