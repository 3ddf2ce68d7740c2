/**
 * The words that all parts share: what a conversation is, what a provider accepts as one, where a run
 * stands.
 *
 * <p>Entry point: {@link io.conversationcleanup.model.Conversation}. Knows no other package.
 */
@NullMarked
package io.conversationcleanup.model;

import org.jspecify.annotations.NullMarked;
