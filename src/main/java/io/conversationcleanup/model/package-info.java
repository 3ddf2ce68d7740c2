/**
 * Shared types of all packages: conversations, rows, runs, and the providers' rules. Entry point:
 * {@link io.conversationcleanup.model.Conversation}. Depends on no other package.
 */
@NullMarked
package io.conversationcleanup.model;

import org.jspecify.annotations.NullMarked;
