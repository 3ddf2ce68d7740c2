/**
 * The Spring Batch job: stage, delete, report; its start, resumption and recovery. Entry point: {@link CleanupRuns}.
 * Knows {@code intake}, {@code dispatch}, {@code quota}, {@code ledger}, {@code lease}, {@code runs}, {@code report}
 * and {@code model}; the only user of Spring Batch.
 */
@NullMarked
package io.conversationcleanup.job;

import org.jspecify.annotations.NullMarked;
