/**
 * The providers' side of the wire: an HTTP server on a loopback port that checks calls as strictly as the providers'
 * documents, records deletions and fails on demand. It knows the documents but not the calling code, so that no mistake
 * is in both. Each operation is a subclass of {@link io.conversationcleanup.simulator.ProviderApi}.
 */
@NullMarked
package io.conversationcleanup.simulator;

import org.jspecify.annotations.NullMarked;
