/**
 * ZEGOCLOUD ZIM's server API. Entry points: {@link Provider} for calls and {@link Facts} for documented facts. Knows
 * {@code provider}, {@code provider.http} and {@code model}, and no other provider.
 */
@NullMarked
package io.conversationcleanup.provider.zego;

import org.jspecify.annotations.NullMarked;
