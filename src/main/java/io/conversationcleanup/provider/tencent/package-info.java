/**
 * Tencent Chat's server API.
 *
 * <p>Entry points: {@link io.conversationcleanup.provider.tencent.Provider} for calls and
 * {@link io.conversationcleanup.provider.tencent.Facts} for what is documented. Knows {@code provider},
 * {@code provider.http} and {@code model}, and no other provider.
 */
@NullMarked
package io.conversationcleanup.provider.tencent;

import org.jspecify.annotations.NullMarked;
