package io.conversationcleanup.provider.http;

import io.netty.bootstrap.Bootstrap;

class NettyPoster {
    Object client() {
        return new Bootstrap();
    }
}
