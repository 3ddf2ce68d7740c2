package io.conversationcleanup.simulator;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What Tencent asks of the ids of users and groups in a body. Thread-safe. */
final class TencentIds {

    /** A UserID's length, code 7003. */
    static final int MAX_USER_BYTES = 32;

    private TencentIds() {}

    /** What is wrong with an id, or empty if it is one. */
    static Optional<String> fault(JsonNode body, String field, int maxBytes) {
        return StrictJson.textFault(body, field).or(() -> {
            String id = body.path(field).stringValue();
            if (StrictJson.bytes(id) > maxBytes) {
                return Optional.of(field + " is longer than " + maxBytes + " bytes");
            }
            // Codes 7003 and 8501: ids of users and groups are made of printable ASCII.
            return id.chars().allMatch(c -> c >= 0x20 && c <= 0x7e)
                    ? Optional.empty()
                    : Optional.of(field + " must be made of printable ASCII characters");
        });
    }
}
