package io.conversationcleanup.provider.http;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A SOCKS 5 proxy on the loopback that answers as it was told, and keeps what it was asked. */
final class ScriptedSocks implements AutoCloseable {

    static final int NO_LOGIN = 0;
    static final int PASSWORD = 2;
    static final int UNACCEPTED = 0xff;

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Script script;
    private final AtomicInteger ended = new AtomicInteger();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /**
     * What it says.
     *
     * @param method the way to log in that it chooses
     * @param login its answer to a login; 0 is yes
     * @param reply its answer to the request; 0 is yes
     * @param steps how many answers it gives before it ends the connection
     * @param to where its tunnels go
     */
    record Script(int method, int login, int reply, int steps, URI to) {}

    ScriptedSocks(Script script) throws IOException {
        this.script = script;
        Thread thread = new Thread(this::accept, "scripted-socks");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    /** The connections that have ended, whoever ended them. */
    int endedConnections() {
        return ended.get();
    }

    /** The logins and the hosts that came. */
    List<String> asked() {
        return asked;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                serve(socket);
            } catch (IOException ended) {
                // The client, the script or the test ended it.
            } finally {
                ended.incrementAndGet();
            }
        }
    }

    private void serve(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        OutputStream out = socket.getOutputStream();
        int steps = 0;
        in.readByte();
        in.readNBytes(in.readByte());
        if (steps++ == script.steps()) {
            return;
        }
        out.write(new byte[] {5, (byte) script.method()});
        if (script.method() == PASSWORD) {
            in.readByte();
            asked.add(text(in) + " " + text(in));
            if (steps++ == script.steps()) {
                return;
            }
            out.write(new byte[] {1, (byte) script.login()});
        }
        in.readNBytes(4);
        asked.add(text(in) + ":" + in.readUnsignedShort());
        if (steps == script.steps()) {
            return;
        }
        out.write(new byte[] {5, (byte) script.reply(), 0, 1, 0, 0, 0, 0, 0, 0});
        if (script.reply() == 0) {
            try (Socket other = new Socket(script.to().getHost(), script.to().getPort())) {
                ScriptedServer.relay(socket, other);
            }
        }
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
    }
}
