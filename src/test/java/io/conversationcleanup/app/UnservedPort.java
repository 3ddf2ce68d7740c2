package io.conversationcleanup.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A port that refuses every connection, and that nobody else gets meanwhile. */
final class UnservedPort implements AutoCloseable {

    private final Socket bound = new Socket();

    UnservedPort() throws IOException {
        bound.setReuseAddress(true);
        bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    int number() {
        return bound.getLocalPort();
    }

    /** Lets go of the port. */
    @Override
    public void close() throws IOException {
        bound.close();
    }
}
