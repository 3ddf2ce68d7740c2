/**
 * Result files, charts, and the texts and JSON about runs that commands print. Entry points:
 * {@link io.conversationcleanup.report.Reports}, {@link io.conversationcleanup.report.StatusText} and
 * {@link io.conversationcleanup.report.ReportJson}.
 */
@NullMarked
package io.conversationcleanup.report;

import org.jspecify.annotations.NullMarked;
