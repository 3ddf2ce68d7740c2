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

/** A channel's last handler, with at most one call. Any thread may post and close; the rest uses the event loop. */
final class Connection extends ChannelInboundHandlerAdapter {

    private final Channel channel;
    private final Owner owner;
    private final Timeouts timeouts;
    private final FailureReplies failures;
    private final AnswerReader reader;
    /** The call without a complete answer. */
    private @Nullable Call call;

    Connection(Channel channel, Owner owner, Timeouts timeouts, FailureReplies failures, AnswerReader reader) {
        this.channel = channel;
        this.owner = owner;
        this.timeouts = timeouts;
        this.failures = failures;
        this.reader = reader;
    }

    /** The pool of connections. Thread-safe. */
    interface Owner {

        Optional<Connection> take();

        void made(Connection connection);

        void failed(Throwable cause);

        void release(Connection connection);

        void discard(Connection connection);
    }

    boolean isConnected() {
        return channel.isActive();
    }

    /** Sends and releases the request. The connection returns to its owner before the reply completes. */
    CompletionStage<HttpReply> post(ByteBuf request) {
        Call next = new Call(request);
        try {
            channel.eventLoop().execute(next);
        } catch (RejectedExecutionException closed) {
            next.sendElsewhere();
        }
        return next.reply;
    }

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
                // An unrequested answer must not pass for the answer to the next call.
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
            // The server ended TLS and may close the TCP connection late.
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

    /** Ends the call; if part of the request is still here, the server cannot have received it all. */
    private void lose(Call lost, HttpReply inDoubt) {
        // Closes beneath TLS, which would first flush: what has not left by now must never leave.
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
            // Unread bytes must not become the answer to this call.
            if (!channel.isActive() || reader.hasUnread()) {
                sendElsewhere();
                return;
            }
            call = this;
            deadline = timeouts.nanoTime.getAsLong() + timeouts.timeout;
            ChannelFuture unused = channel.writeAndFlush(request, sending);
        }

        /** The server closed the idle connection and nothing was sent, so another connection is safe. */
        void sendElsewhere() {
            owner.discard(Connection.this);
            owner.take().ifPresentOrElse(other -> other.post(request).thenAccept(reply::complete), () -> {
                request.release();
                reply.complete(failures.notSent(new ClosedChannelException()));
            });
        }
    }

    /**
     * Ends overdue calls. Used on the event loop. One check at intervals costs less than a timer for each call. After a
     * suspension, it grants time to read answers that already lie in the sockets.
     */
    static final class Timeouts {

        /** The check interval, which is also the most by which a timeout is late. */
        static final long INTERVAL = Duration.ofMillis(50).toNanos();

        /** A check later than this shows that the process was suspended. */
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

        void check() {
            long now = nanoTime.getAsLong();
            if (now - due > LATE) {
                graceUntil = now + GRACE;
            }
            due = now + INTERVAL;
            if (now - graceUntil >= 0) {
                // A copy, because ending a call removes its connection from the set.
                List.copyOf(connections).forEach(held -> held.endIfOverdue(now));
            }
        }

        void closeAll() {
            List.copyOf(connections).forEach(held -> held.fail(new CancellationException("the client was closed")));
        }
    }
}
