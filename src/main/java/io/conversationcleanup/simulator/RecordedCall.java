package io.conversationcleanup.simulator;

import java.time.Instant;
import java.util.OptionalInt;

/**
 * A call to the simulator and the reaction; unreadable texts and numbers are empty. Immutable. {@code deletes} is true
 * if the conversation is gone after this call, even if it was before.
 */
public record RecordedCall(
        long sequence,
        Instant arrivedAt,
        Operation operation,
        String user,
        String peer,
        OptionalInt type,
        OptionalInt clearRamble,
        Reaction reaction,
        boolean deletes) {

    public enum Operation {
        RECENTCONTACT_DELETE("recentcontact/delete"),
        RECENTCONTACT_DEL_CONTACT_GROUP("recentcontact/del_contact_group"),
        DELETE_CONV("DeleteConv"),
        /** A call to an address that no simulated provider serves. */
        UNKNOWN("unknown");

        private final String label;

        Operation(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }
}
