/**
 * The composition root; uses all other packages. Entry point: {@link io.conversationcleanup.app.ConversationCleanup}.
 */
@NullMarked
package io.conversationcleanup.app;

import org.jspecify.annotations.NullMarked;
