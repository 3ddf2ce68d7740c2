/**
 * The Spring Batch job: stage, delete, report; its start, resumption and recovery; and the way in which another process sees
 * and steers it. The only user of Spring Batch.
 *
 * <p>Entry points: {@link io.conversationcleanup.job.CleanupRuns} for the process that works on a run, {@link
 * io.conversationcleanup.runs.RunAdmin} for the others. Knows {@code intake}, {@code dispatch}, {@code ledger},
 * {@code report}, {@code quota} and {@code model}.
 */
@NullMarked
package io.conversationcleanup.job;

import org.jspecify.annotations.NullMarked;
