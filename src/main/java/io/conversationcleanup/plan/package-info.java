/**
 * Plans: reads, checks and counts the whole input; sends and stores nothing. Uses {@code intake}, {@code definition}
 * and {@code model}. Entry point: {@link io.conversationcleanup.plan.Planner}.
 */
@NullMarked
package io.conversationcleanup.plan;

import org.jspecify.annotations.NullMarked;
