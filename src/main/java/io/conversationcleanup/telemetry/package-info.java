/**
 * Metrics of a run and a notice of its end. They name no user, conversation or file.
 *
 * <p>Entry point: {@link io.conversationcleanup.telemetry.Telemetry}. Uses {@code definition}, {@code job},
 * {@code runs}, {@code report}, {@code provider.http} and {@code model}.
 */
@NullMarked
package io.conversationcleanup.telemetry;

import org.jspecify.annotations.NullMarked;
