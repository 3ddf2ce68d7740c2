/**
 * Sends rows and gives back their results: permits, retries, the circuit breaker, stop rules.
 *
 * <p>Entry point: {@link io.conversationcleanup.dispatch.Sender}, one for each thread, on a shared
 * {@link io.conversationcleanup.dispatch.Lane}. Knows {@code quota}, {@code provider} and {@code model}; no Spring, no JDBC, no
 * HTTP, and no one provider.
 */
@NullMarked
package io.conversationcleanup.dispatch;

import org.jspecify.annotations.NullMarked;
