/**
 * The Spring Batch job: stage, delete, report; its start, resumption and recovery. The only user of Spring Batch.
 *
 * <p>Entry point: {@link io.conversationcleanup.job.CleanupRuns}. Knows {@code intake}, {@code dispatch}, {@code quota},
 * {@code ledger}, {@code lease}, {@code runs}, {@code report} and {@code model}.
 */
@NullMarked
package io.conversationcleanup.job;

import org.jspecify.annotations.NullMarked;
