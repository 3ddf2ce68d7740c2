package io.conversationcleanup.ledger;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * With what a run was started. Immutable.
 *
 * @param settings the settings that it went by, by their keys in the job file, in an order for people; no secret among them
 * @param inputBytes how long the input was, unpacked if it is gzip; negative if that is not known
 */
public record StartDetail(Map<String, String> settings, long inputBytes) {

    /** Stands for a length that is not known. */
    public static final long UNKNOWN = -1;

    public StartDetail {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }
}
