package io.conversationcleanup.dispatch;

import io.conversationcleanup.model.Row;

/**
 * A row that may leave. Immutable.
 *
 * @param row the row
 * @param calledBefore whether a call has been made for it, in this start or an earlier one
 * @param renewals how often it has been signed anew
 * @param outages in how many outages it got no answer
 * @param latestOutage the number of the last of them
 */
record SendEntry(Row row, boolean calledBefore, int renewals, int outages, long latestOutage) {

    static SendEntry of(Row row) {
        return new SendEntry(row, row.attempts() > 0, 0, 0, 0);
    }

    SendEntry again(int renewalsNow) {
        return new SendEntry(row, true, renewalsNow, outages, latestOutage);
    }

    SendEntry afterOutage(long outage) {
        return new SendEntry(row, true, renewals, outage == latestOutage ? outages : outages + 1, outage);
    }
}
