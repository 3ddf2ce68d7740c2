/**
 * Puts the program together: the composition root, to be read from top to bottom. Knows all other packages.
 *
 * <p>Entry point: {@link io.conversationcleanup.app.ConversationCleanup}.
 */
@NullMarked
package io.conversationcleanup.app;

import org.jspecify.annotations.NullMarked;
