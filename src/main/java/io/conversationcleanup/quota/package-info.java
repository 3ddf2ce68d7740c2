/**
 * How many calls may leave, and when: the token bucket, the guard of any one second, slowing down and recovering.
 *
 * <p>Entry point: {@link io.conversationcleanup.quota.Pacer}. Knows no other package of the product.
 */
@NullMarked
package io.conversationcleanup.quota;

import org.jspecify.annotations.NullMarked;
