/**
 * How many calls may leave, and when: the token bucket, the guard of any one second, slowing down and recovering. Entry
 * point: {@link Pacer}. Knows {@code model}.
 */
@NullMarked
package io.conversationcleanup.quota;

import org.jspecify.annotations.NullMarked;
