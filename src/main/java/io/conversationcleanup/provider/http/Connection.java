package io.conversationcleanup.provider.http;

import io.conversationcleanup.provider.http.HttpPoster.HttpReply;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A connection and the call on it, at most one at a time: the last handler of its channel. Any thread posts and closes; all
 * else happens on the event loop.
 */
final class Connection extends ChannelInboundHandlerAdapter {

    private final Channel channel;
    private final Owner owner;
    private final Timeouts timeouts;
    private final FailureReplies failures;
    private final AnswerReader reader;
    /** The call that has left and has no whole answer yet. */
    private @Nullable Call call;

    Connection(Channel channel, Owner owner, Timeouts timeouts, FailureReplies failures, AnswerReader reader) {
        this.channel = channel;
        this.owner = owner;
        this.timeouts = timeouts;
        this.failures = failures;
        this.reader = reader;
    }

    /** The pool that connections are made for. Thread-safe. */
    interface Owner {

        /** Takes a connection that is ready, if there still is one. */
        Optional<Connection> take();

        /** Adds a connection that was asked for. */
        void made(Connection connection);

        /** A connection that was asked for cannot be made. */
        void failed(Throwable cause);

        /** Gives back a connection whose call has been answered whole. */
        void release(Connection connection);

        /** Closes a connection that must not be used again. */
        void discard(Connection connection);
    }

    /** Whether it can take a call, as far as is known. */
    boolean isConnected() {
        return channel.isActive();
    }

    /** Sends and releases this request, for one who took the connection; it returns to its owner before the reply is there. */
    CompletionStage<HttpReply> post(ByteBuf request) {
        Call next = new Call(request);
        try {
            channel.eventLoop().execute(next);
        } catch (RejectedExecutionException closed) {
            next.sendElsewhere();
        }
        return next.reply;
    }

    /** Ends it, once it is no longer in use. */
    void close() {
        ChannelFuture unused = channel.close();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        timeouts.connections.add(this);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        timeouts.connections.remove(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object part) {
        try {
            if (call == null) {
                // Nobody asked for it, and it must not pass for the answer to the next call.
                close();
                return;
            }
            HttpReply.Answer answer = reader.read(part);
            if (answer != null) {
                end(answer, reader.keepsConnection() && call.sending.isSuccess());
            }
        } catch (IOException | RuntimeException broken) {
            fail(broken);
        } finally {
            ReferenceCountUtil.release(part);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslCloseCompletionEvent) {
            // The server has ended the secure connection, and may take its time with the one beneath.
            close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail(new ClosedChannelException());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fail(cause);
    }

    private void fail(Throwable cause) {
        if (call == null) {
            close();
        } else {
            lose(call, failures.noAnswer(cause, reader.begun()));
        }
    }

    private void endIfOverdue(long now) {
        if (call != null && now - call.deadline >= 0) {
            lose(call, failures.tooLate());
        }
    }

    /** Ends the call and its connection without an answer. If some of it is still here, the server cannot have had the whole of it. */
    private void lose(Call lost, HttpReply inDoubt) {
        // Beneath TLS, which would first send what is left: what has not left by now never will.
        ChannelFuture unused = channel.pipeline().firstContext().close();
        end(lost.sending.isSuccess() ? inDoubt : failures.notSent(new ClosedChannelException()), false);
    }

    private void end(HttpReply reply, boolean keep) {
        Call ended = call;
        call = null;
        reader.forget();
        try {
            if (keep) {
                owner.release(this);
            } else {
                owner.discard(this);
            }
        } finally {
            if (ended != null) {
                ended.reply.complete(reply);
            }
        }
    }

    /** One call, on its way to the event loop and from there to the server. */
    private final class Call implements Runnable {

        private final CompletableFuture<HttpReply> reply = new CompletableFuture<>();
        private final ByteBuf request;
        private final ChannelPromise sending = channel.newPromise();
        private long deadline;

        Call(ByteBuf request) {
            this.request = request;
        }

        @Override
        public void run() {
            // The beginning of something that nobody asked for must not become the answer to this call.
            if (!channel.isActive() || reader.hasUnread()) {
                sendElsewhere();
                return;
            }
            call = this;
            deadline = timeouts.nanoTime.getAsLong() + timeouts.timeout;
            ChannelFuture unused = channel.writeAndFlush(request, sending);
        }

        /** Nothing has left: the server closed the connection after it was taken, and another one will do. */
        void sendElsewhere() {
            owner.discard(Connection.this);
            owner.take().ifPresentOrElse(other -> other.post(request).thenAccept(reply::complete), () -> {
                request.release();
                reply.complete(failures.notSent(new ClosedChannelException()));
            });
        }
    }

    /**
     * Ends the calls whose answers take too long. Used on the event loop alone.
     *
     * <p>All deadlines are checked at intervals, since a timer for each call would cost each of them more than a check of all.
     * A process that was suspended finds every deadline passed, though the answers may long lie in its sockets: a late check
     * therefore gives all calls time for them to be read.
     */
    static final class Timeouts {

        /** The nanoseconds from check to check, and by how many a timeout may come late. */
        static final long INTERVAL = Duration.ofMillis(50).toNanos();

        /** A check that is late by more than this shows that the process was suspended. */
        private static final long LATE = Duration.ofSeconds(1).toNanos();

        private static final long GRACE = Duration.ofSeconds(1).toNanos();

        private final LongSupplier nanoTime;
        private final long timeout;
        private final Set<Connection> connections = new HashSet<>();
        private long due;
        private long graceUntil;

        Timeouts(Duration timeout, LongSupplier nanoTime) {
            this.nanoTime = nanoTime;
            this.timeout = timeout.toNanos();
            this.graceUntil = nanoTime.getAsLong();
            this.due = graceUntil + INTERVAL;
        }

        /** Runs once each interval. */
        void check() {
            long now = nanoTime.getAsLong();
            if (now - due > LATE) {
                graceUntil = now + GRACE;
            }
            due = now + INTERVAL;
            if (now - graceUntil >= 0) {
                // A copy: ending a call ends its connection, which is then removed from the set.
                List.copyOf(connections).forEach(held -> held.endIfOverdue(now));
            }
        }

        /** Ends all connections and their calls. */
        void closeAll() {
            List.copyOf(connections).forEach(held -> held.fail(new CancellationException("the client was closed")));
        }
    }
}
