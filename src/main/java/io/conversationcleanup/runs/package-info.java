/**
 * What others see of runs and ask of them: views, summaries, findings, pseudonyms, steering, selection, forgetting.
 *
 * <p>Entry point: {@link io.conversationcleanup.runs.RunAdmin}. Knows {@code ledger}, {@code lease} and {@code model}.
 */
@NullMarked
package io.conversationcleanup.runs;

import org.jspecify.annotations.NullMarked;
