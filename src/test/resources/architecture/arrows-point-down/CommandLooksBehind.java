package io.conversationcleanup.cli;

import io.conversationcleanup.job.CleanupRuns;
import io.conversationcleanup.ledger.Ledger;

class CommandLooksBehind {
    String next() {
        return CleanupRuns.class.getName();
    }

    String behind() {
        return Ledger.class.getName(); // reported
    }
}
