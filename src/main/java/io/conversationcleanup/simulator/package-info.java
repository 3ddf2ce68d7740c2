/**
 * The providers' side of the wire: an HTTP server on a loopback port that checks each call as strictly as the
 * providers' documents allow, keeps what was deleted, fails, goes dark or falls silent on demand, and tells what it was
 * asked.
 *
 * <p>Entry point: {@link io.conversationcleanup.simulator.Simulator}. Knows the providers' documents and nothing of the
 * code that calls them, so that a mistake in the one is not repeated in the other. One class per provider operation:
 * the implementations of {@link io.conversationcleanup.simulator.ProviderApi}.
 */
@NullMarked
package io.conversationcleanup.simulator;

import org.jspecify.annotations.NullMarked;
