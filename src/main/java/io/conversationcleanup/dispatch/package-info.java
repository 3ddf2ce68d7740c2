/**
 * Sends rows and returns their results: permits, retries, the circuit breaker, stop rules. Entry points:
 * {@link Sender}, one for each thread, on a shared {@link Lane}. Knows {@code quota}, {@code provider} and
 * {@code model}; no Spring, no JDBC, no HTTP, and no one provider.
 */
@NullMarked
package io.conversationcleanup.dispatch;

import org.jspecify.annotations.NullMarked;
