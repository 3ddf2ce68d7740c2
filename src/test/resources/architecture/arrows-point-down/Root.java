package io.conversationcleanup.app;

import io.conversationcleanup.ledger.Ledger;

class Root {
    String anything() {
        return Ledger.class.getName();
    }
}
