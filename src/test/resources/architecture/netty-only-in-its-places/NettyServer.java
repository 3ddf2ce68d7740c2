package io.conversationcleanup.simulator;

import io.netty.bootstrap.ServerBootstrap;

class NettyServer {
    Object server() {
        return new ServerBootstrap();
    }
}
