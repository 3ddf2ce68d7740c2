/**
 * Metrics of a run while it is under way, and a notice of its end. Nothing in it names a user, a conversation or a file.
 *
 * <p>Entry point: {@link io.conversationcleanup.telemetry.Telemetry}. Knows {@code definition}, {@code job}, {@code runs},
 * {@code report}, {@code provider.http} and {@code model}.
 */
@NullMarked
package io.conversationcleanup.telemetry;

import org.jspecify.annotations.NullMarked;
