/**
 * What a run would do: the whole input is read, checked and counted, and nothing is sent or kept.
 *
 * <p>Entry point: {@link io.conversationcleanup.plan.Planner}. Knows {@code intake} and {@code model}; what earlier runs
 * came to is told to it.
 */
@NullMarked
package io.conversationcleanup.plan;

import org.jspecify.annotations.NullMarked;
