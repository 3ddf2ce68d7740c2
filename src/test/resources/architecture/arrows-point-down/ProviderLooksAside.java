package io.conversationcleanup.provider;

import io.conversationcleanup.model.ConversationType;
import io.conversationcleanup.provider.http.HttpPoster.HttpReply;

class ProviderLooksAside {
    Object below() {
        return ConversationType.GROUP;
    }

    boolean child(Object reply) {
        return reply instanceof HttpReply; // reported
    }
}
