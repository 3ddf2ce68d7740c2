/**
 * Metrics of a run and a notice of its end. They name no user, conversation or file. Uses {@code definition},
 * {@code job}, {@code runs}, {@code report}, {@code provider.http} and {@code model}. Entry point:
 * {@link io.conversationcleanup.telemetry.Telemetry}.
 */
@NullMarked
package io.conversationcleanup.telemetry;

import org.jspecify.annotations.NullMarked;
