package io.conversationcleanup.report;

import io.conversationcleanup.evidence.Manifest;
import io.conversationcleanup.runs.Summary;
import java.nio.file.Path;

/**
 * The reports of a run as they were written. Immutable.
 *
 * @param results every row with its outcome
 * @param failures the rows that were not done, in the input's own columns
 * @param summaryJson the figures, for scripts
 * @param html the figures, for people
 * @param summary the figures themselves
 * @param manifestSha256 the hash of {@code manifest.json}, which vouches for all the others
 * @param ids what stands for users and peers in them
 */
public record ReportFiles(
        Path results,
        Path failures,
        Path summaryJson,
        Path html,
        Summary summary,
        String manifestSha256,
        Manifest.Ids ids) {}
