package io.conversationcleanup.dispatch;

import io.conversationcleanup.model.Row;
import io.conversationcleanup.provider.Outcome;

/**
 * What a call came to. Immutable. Times are nanoseconds on the lane's clock.
 *
 * @param entry the row and what had become of it before
 * @param outcome what the call did
 * @param outagesOverAtDeparture see {@link OutageGate#outagesOver}
 * @param departedAt when the call left
 * @param at when it was answered, or it showed that no answer comes
 */
record SendAnswer(SendEntry entry, Outcome outcome, long outagesOverAtDeparture, long departedAt, long at) {

    Row row() {
        return entry.row();
    }
}
