/**
 * The one place that speaks HTTP: posts a body, never follows or repeats anything, and says what came of it.
 *
 * <p>Entry point: {@link io.conversationcleanup.provider.http.JsonApi}. Knows what outcomes there are, and no one provider.
 */
@NullMarked
package io.conversationcleanup.provider.http;

import org.jspecify.annotations.NullMarked;
