/**
 * CSV to rows and rejects: finds out whether a file is usable at all, then reads it record by record. A bad record is a
 * value and costs only itself; a bad file is an {@link io.conversationcleanup.intake.UnusableInputException}.
 *
 * <p>Entry points: {@link io.conversationcleanup.intake.InputSurvey}, which looks at the whole file first, then
 * {@link io.conversationcleanup.intake.RowReader}, and {@link io.conversationcleanup.intake.DuplicateIndex}.
 * Knows only {@code model}; not the ledger, no database, no provider.
 *
 * <p>Words: a <em>line</em> is the text between two line ends, counted from 1 with the header and blank lines
 * included. A <em>row</em> is a line after the header that is not blank, or several lines where a quoted value
 * continues over line ends (see {@link io.conversationcleanup.intake.RowReader}), counted from 1 too; its line is its first one.
 */
@NullMarked
package io.conversationcleanup.intake;

import org.jspecify.annotations.NullMarked;
