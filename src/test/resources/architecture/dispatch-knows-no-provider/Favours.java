package io.conversationcleanup.dispatch;

import io.conversationcleanup.provider.ConversationProvider;
import io.conversationcleanup.provider.http.HttpPoster.HttpReply;
import io.conversationcleanup.provider.tencent.Provider;

class Favours {
    boolean any(Object provider) {
        return provider instanceof ConversationProvider;
    }

    boolean one(Object provider) {
        return provider instanceof Provider; // reported
    }

    boolean wire(Object reply) {
        return reply instanceof HttpReply; // reported
    }
}
