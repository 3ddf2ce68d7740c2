/**
 * What a run leaves behind: {@code results.csv}, {@code failures.csv}, {@code summary.json} and {@code report.html}, and
 * the few lines that end it on a terminal.
 *
 * <p>Entry points: {@link io.conversationcleanup.report.Reports} for the files,
 * {@link io.conversationcleanup.report.Summary} for the figures of a run in numbers, JSON and text. Knows only
 * {@code ledger} and {@code model}.
 */
@NullMarked
package io.conversationcleanup.report;

import org.jspecify.annotations.NullMarked;
