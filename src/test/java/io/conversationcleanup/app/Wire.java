package io.conversationcleanup.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The way to a provider: it can be cut and mended, and keeps what the client sent. Thread-safe. */
final class Wire implements AutoCloseable {

    private static final Pattern SIGNATURE = Pattern.compile("[?&](?:usersig|Signature)=([^& ]+)");

    private final ServerSocket server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private Optional<URI> provider;

    private Wire(ServerSocket server, URI provider) {
        this.server = server;
        this.provider = Optional.of(provider);
    }

    static Wire to(URI provider) throws IOException {
        Wire wire = new Wire(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), provider);
        start(wire::accept);
        return wire;
    }

    URI baseUri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** Ends all connections, and each new one at once: calls leave and no answer comes. */
    synchronized void cut() {
        provider = Optional.empty();
        sockets.forEach(Wire::close);
        sockets.clear();
    }

    /** Passes new connections on to this provider. */
    synchronized void mend(URI newProvider) {
        provider = Optional.of(newProvider);
    }

    /** The signatures that stood in the requests so far. */
    Set<String> signatures() {
        return SIGNATURE
                .matcher(sent.toString(StandardCharsets.ISO_8859_1))
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toSet());
    }

    private void accept() {
        try {
            while (true) {
                connect(server.accept());
            }
        } catch (IOException e) {
            // The wire was closed.
        }
    }

    private synchronized void connect(Socket client) throws IOException {
        if (provider.isEmpty()) {
            client.close();
            return;
        }
        Socket served = new Socket(provider.get().getHost(), provider.get().getPort());
        sockets.add(client);
        sockets.add(served);
        start(() -> pass(client, served, sent));
        start(() -> pass(served, client, OutputStream.nullOutputStream()));
    }

    private static void pass(Socket from, Socket to, OutputStream copy) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            byte[] buffer = new byte[8192];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                copy.write(buffer, 0, length);
                to.getOutputStream().write(buffer, 0, length);
            }
        } catch (IOException e) {
            // The other side closed the connection.
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "wire");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }
}
