/**
 * Result files, charts, and the texts and JSON that commands print of runs. Entry points: {@link
 * io.conversationcleanup.report.Reports} for the files, {@link io.conversationcleanup.report.StatusText} and {@link
 * io.conversationcleanup.report.ReportJson} for what commands print.
 */
@NullMarked
package io.conversationcleanup.report;

import org.jspecify.annotations.NullMarked;
