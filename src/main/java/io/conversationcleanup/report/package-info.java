/**
 * What a run leaves behind: {@code results.csv}, {@code failures.csv}, {@code summary.json} and {@code report.html}, and
 * the few lines that end it on a terminal; and what a run looks like from outside while it goes on.
 *
 * <p>Entry points: {@link io.conversationcleanup.report.Reports} for the files,
 * {@link io.conversationcleanup.runs.Summary} for the figures of a run in numbers, JSON and text,
 * {@link io.conversationcleanup.runs.RunView} for a run as others see it. Knows
 * only {@code chart}, {@code evidence}, {@code ledger} and {@code model}.
 */
@NullMarked
package io.conversationcleanup.report;

import org.jspecify.annotations.NullMarked;
