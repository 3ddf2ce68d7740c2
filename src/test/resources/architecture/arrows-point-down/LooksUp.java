package io.conversationcleanup.quota;

import io.conversationcleanup.model.ConversationType;

class LooksUp {
    Object known() {
        return ConversationType.GROUP; // reported
    }
}
