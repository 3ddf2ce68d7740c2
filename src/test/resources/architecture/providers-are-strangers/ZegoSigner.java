package io.conversationcleanup.provider.zego;

import io.conversationcleanup.provider.http.HttpPoster.HttpReply;
import io.conversationcleanup.provider.tencent.Provider;

class ZegoSigner {
    boolean shared(Object reply) {
        return reply instanceof HttpReply;
    }

    boolean neighbour(Object provider) {
        return provider instanceof Provider; // reported
    }
}
