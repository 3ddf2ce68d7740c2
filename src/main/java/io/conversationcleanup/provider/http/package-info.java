/**
 * The only package that speaks HTTP: posts once, never redirects or retries, and returns the result. Entry point:
 * {@link JsonApi}. Knows what outcomes there are, and no one provider.
 */
@NullMarked
package io.conversationcleanup.provider.http;

import org.jspecify.annotations.NullMarked;
