/** The composition root. Uses all packages. Entry point: {@link io.conversationcleanup.app.ConversationCleanup}. */
@NullMarked
package io.conversationcleanup.app;

import org.jspecify.annotations.NullMarked;
