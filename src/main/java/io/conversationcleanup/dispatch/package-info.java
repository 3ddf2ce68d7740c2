/**
 * Sends a batch of rows and gives back what they have come to: permits, retry decisions, the outage gate, stop rules.
 *
 * <p>Entry point: {@link io.conversationcleanup.dispatch.Sender}, one for each thread, on a shared
 * {@link io.conversationcleanup.dispatch.Lane}. Knows {@code quota} and {@code provider}; no Spring, no JDBC, no HTTP, and
 * no one provider.
 */
@NullMarked
package io.conversationcleanup.dispatch;

import org.jspecify.annotations.NullMarked;
