/**
 * What a run would do: the whole input is read, checked and counted, and nothing is sent or kept.
 *
 * <p>Entry point: {@link io.conversationcleanup.plan.Planner}. Knows {@code intake}, {@code definition} and {@code model}; what
 * is known of earlier runs is an argument.
 */
@NullMarked
package io.conversationcleanup.plan;

import org.jspecify.annotations.NullMarked;
