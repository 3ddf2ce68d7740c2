/**
 * Pictures of how a run went over time, as SVG that needs no script and no network; its colours are the page's.
 *
 * <p>Entry point: {@link io.conversationcleanup.chart.RunCharts}. Knows only {@code ledger} and {@code model}.
 */
@NullMarked
package io.conversationcleanup.chart;

import org.jspecify.annotations.NullMarked;
