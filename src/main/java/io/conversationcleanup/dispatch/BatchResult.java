package io.conversationcleanup.dispatch;

import java.util.List;

/**
 * What came of a batch. Immutable.
 *
 * @param rows what the rows have come to; rows that were not sent, or whose call settled nothing, are missing
 * @param calls all calls made
 * @param retries those of them for a row that had been called before
 * @param throttled those of them that were answered with "slow down"
 */
public record BatchResult(List<RowResult> rows, long calls, long retries, long throttled) {

    public BatchResult {
        rows = List.copyOf(rows);
    }
}
