/**
 * CSV to rows and rejects. A bad row is a value; a bad file is an
 * {@link io.conversationcleanup.intake.UnusableInputException}. Entry points:
 * {@link io.conversationcleanup.intake.InputSurvey}, {@link io.conversationcleanup.intake.RowReader} and
 * {@link io.conversationcleanup.intake.DuplicateIndex}. Uses only {@code model}.
 *
 * <p>A <em>line</em> is the text between two line ends, counted from 1 with header and blank lines. A <em>row</em> is a
 * nonblank line after the header, or several if a quoted value spans them, counted from 1; its line is its first.
 */
@NullMarked
package io.conversationcleanup.intake;

import org.jspecify.annotations.NullMarked;
