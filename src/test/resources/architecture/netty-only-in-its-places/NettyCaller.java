package io.conversationcleanup.provider.tencent;

import io.netty.bootstrap.Bootstrap;

class NettyCaller {
    Object client() {
        return new Bootstrap(); // reported
    }
}
