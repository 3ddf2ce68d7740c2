/**
 * Plans: the whole input is read, checked and counted; nothing is sent or stored.
 *
 * <p>Entry point: {@link io.conversationcleanup.plan.Planner}. Uses {@code intake}, {@code definition} and
 * {@code model}; earlier runs are an argument.
 */
@NullMarked
package io.conversationcleanup.plan;

import org.jspecify.annotations.NullMarked;
