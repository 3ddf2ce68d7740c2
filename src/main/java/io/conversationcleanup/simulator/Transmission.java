package io.conversationcleanup.simulator;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.Future;

/** Puts one answer on the wire. */
interface Transmission {

    /**
     * Sends the answer, and closes the connection after it if it is not to be kept alive.
     *
     * @return done when the connection's next answer may follow, or when the connection is over; never if it hangs
     */
    Future<?> send(ChannelHandlerContext context, boolean keepAlive);
}
