package io.conversationcleanup.simulator;

import java.time.Instant;
import java.util.OptionalInt;

/**
 * One call to the simulator, and how it reacted; empty texts and numbers could not be read. Immutable.
 *
 * @param sequence the number in order of arrival, from 1
 * @param arrivedAt when the whole request had been read
 * @param deletes whether the conversation is gone after this call, also if it was before
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

    /** An operation, by the provider's own name for it. */
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

        /** The name in the call log. */
        public String label() {
            return label;
        }
    }
}
