/**
 * Views of runs and requests to them: summaries, findings, pseudonyms, selection, removal.
 *
 * <p>Entry point: {@link io.conversationcleanup.runs.RunAdmin}. Knows {@code ledger}, {@code lease} and {@code model}.
 */
@NullMarked
package io.conversationcleanup.runs;

import org.jspecify.annotations.NullMarked;
