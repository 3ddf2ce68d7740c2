package io.conversationcleanup.ledger;

import java.util.Map;

/**
 * What the rows of a run have come to. Immutable.
 *
 * @param rows the counts
 * @param failuresByCode failed, retryable and waiting rows by code; {@code ""} stands for none
 */
public record Figures(Tally rows, Map<String, Long> failuresByCode) {

    public Figures {
        failuresByCode = Map.copyOf(failuresByCode);
    }
}
