package io.conversationcleanup.ledger;

import io.conversationcleanup.model.Tally;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rows of a run by what they have come to, all as of one moment. Immutable.
 *
 * @param rows the counts
 * @param settledFailures failed and retryable rows that are settled, by code; {@code ""} stands for none
 * @param waitingByCode the rows that wait for another attempt, by the code of the last one
 */
public record RowTotals(Tally rows, Map<String, Long> settledFailures, Map<String, Long> waitingByCode) {

    public RowTotals {
        settledFailures = Map.copyOf(settledFailures);
        waitingByCode = Map.copyOf(waitingByCode);
    }

    /** Failed, retryable and waiting rows by code. */
    public Map<String, Long> failuresByCode() {
        return Stream.of(settledFailures, waitingByCode)
                .flatMap(codes -> codes.entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Long::sum));
    }
}
