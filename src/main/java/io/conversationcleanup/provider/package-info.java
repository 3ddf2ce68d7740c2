/**
 * What a provider can be asked and what its answers mean.
 *
 * <p>Entry points: {@link io.conversationcleanup.provider.ConversationProvider} and
 * {@link io.conversationcleanup.provider.Outcome}. Knows {@code model}. One package per provider stands below, with the
 * same file names in each; {@code provider.http} is the one place that speaks HTTP.
 */
@NullMarked
package io.conversationcleanup.provider;

import org.jspecify.annotations.NullMarked;
