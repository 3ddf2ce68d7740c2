/**
 * The providers' side of the wire: an HTTP server on a loopback port that checks each call as strictly as the
 * providers' documents allow, records what was deleted, and fails, goes dark or falls silent on demand. It knows the
 * providers' documents and nothing of the code that calls them, so that a mistake in the one is not repeated in the
 * other. A subclass of {@link io.conversationcleanup.simulator.ProviderApi} for each operation.
 */
@NullMarked
package io.conversationcleanup.simulator;

import org.jspecify.annotations.NullMarked;
