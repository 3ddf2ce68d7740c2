package io.conversationcleanup.job;

import io.conversationcleanup.app.ConversationCleanup;

class KnowsTheRoot {
    String root() {
        return ConversationCleanup.class.getName(); // reported
    }
}
