/**
 * ZEGOCLOUD ZIM's server API.
 *
 * <p>Entry points: {@link io.conversationcleanup.provider.zego.Provider} for calls and
 * {@link io.conversationcleanup.provider.zego.Facts} for what is documented. Knows {@code provider},
 * {@code provider.http} and {@code model}, and no other provider.
 */
@NullMarked
package io.conversationcleanup.provider.zego;

import org.jspecify.annotations.NullMarked;
