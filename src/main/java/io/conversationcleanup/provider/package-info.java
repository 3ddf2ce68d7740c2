/**
 * Provider operations and the meaning of their answers. Entry points: {@link ConversationProvider} and {@link Outcome}.
 * Knows {@code model}. Providers' subpackages have the same file names; only {@code provider.http} speaks HTTP.
 */
@NullMarked
package io.conversationcleanup.provider;

import org.jspecify.annotations.NullMarked;
