package io.conversationcleanup.provider.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ServerSocketFactory;

/**
 * A server on the loopback that reads whole requests and then does as its script says, byte by byte. The first request gets
 * the first part of the script and so on; the last part is for all that follow.
 */
public final class ScriptedServer implements AutoCloseable {

    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *([0-9]+)\r\n");

    private static final Reader WHOLE = ScriptedServer::request;

    private final Reader reader;
    private final ServerSocket listener;
    private final Deque<Part> script;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger ended = new AtomicInteger();

    /** Reads what the script waits for; nothing at the end of the connection. */
    private interface Reader {
        String read(InputStream in) throws IOException;
    }

    /** What happens once a request is there. */
    public interface Part {
        void play(Line line) throws IOException, InterruptedException;
    }

    /** The server's end of a connection. */
    public record Line(Socket socket) {

        /** Sends these characters, one byte each. */
        void send(String bytes) throws IOException {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        }

        /** Ends the connection in good order. */
        void close() throws IOException {
            socket.close();
        }

        /** Ends the connection with a reset. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    private ScriptedServer(ServerSocketFactory sockets, Reader reader, Part... script) throws IOException {
        this.reader = reader;
        this.script = new ConcurrentLinkedDeque<>(List.of(script));
        this.listener = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    public static ScriptedServer playing(Part... script) throws IOException {
        return playing(ServerSocketFactory.getDefault(), script);
    }

    public static ScriptedServer playing(ServerSocketFactory sockets, Part... script) throws IOException {
        return new ScriptedServer(sockets, WHOLE, script);
    }

    /** Plays the part once so many bytes of a connection are there, whatever they are. */
    static ScriptedServer reading(int bytes, ServerSocketFactory sockets, Part part) throws IOException {
        return new ScriptedServer(sockets, in -> new String(in.readNBytes(bytes), StandardCharsets.ISO_8859_1), part);
    }

    /** A whole answer with this body; the connection stays. */
    public static Part answer(String statusAndHeaders, String body) {
        return line ->
                line.send("HTTP/1.1 " + statusAndHeaders + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    /** These bytes and then the end of the connection. */
    static Part sendAndClose(String bytes) {
        return line -> {
            line.send(bytes);
            line.close();
        };
    }

    /** Nothing until the latch opens, then what follows. */
    static Part after(CountDownLatch latch, Part next) {
        return line -> {
            latch.await();
            next.play(line);
        };
    }

    /** The tunnel that a proxy was asked for: to this server, whatever host was named, until one end closes. */
    public static Part tunnel(URI to) {
        return line -> {
            try (Socket other = new Socket(to.getHost(), to.getPort())) {
                line.send("HTTP/1.1 200 Connection established\r\n\r\n");
                relay(line.socket(), other);
            }
        };
    }

    /** Passes on what comes from either side until one of them ends. */
    static void relay(Socket one, Socket other) throws IOException {
        daemon(() -> pass(other, one));
        one.getInputStream().transferTo(other.getOutputStream());
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException closed) {
            return;
        }
    }

    /** Nothing at all. */
    static Part silence() {
        return line -> {};
    }

    public URI uri() {
        return uri("http");
    }

    public URI uri(String scheme) {
        return URI.create(scheme + "://127.0.0.1:" + listener.getLocalPort());
    }

    /** The requests that came whole, head and body. */
    public List<String> requests() {
        return requests;
    }

    /** The connections that were made. */
    public int connections() {
        return sockets.size();
    }

    /** The connections that have ended, whoever ended them. */
    int endedConnections() {
        return ended.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                sockets.add(socket);
                daemon(() -> serve(socket));
            }
        } catch (IOException closed) {
            // The test is over.
            return;
        }
    }

    private void serve(Socket socket) {
        try {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (String request = reader.read(in); !request.isEmpty(); request = reader.read(in)) {
                Part part = script.size() > 1 ? script.poll() : script.peek();
                requests.add(request);
                part.play(new Line(socket));
            }
        } catch (IOException | InterruptedException broken) {
            // The client or the script ended it.
            return;
        } finally {
            ended.incrementAndGet();
        }
    }

    /** The next request, or nothing at the end of the connection. */
    private static String request(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String text = "";
        while (!text.endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            bytes.write(next);
            text = bytes.toString(StandardCharsets.ISO_8859_1);
        }
        Matcher length = LENGTH.matcher(text);
        int body = length.find() ? Integer.parseInt(length.group(1)) : 0;
        return text + new String(in.readNBytes(body), StandardCharsets.UTF_8);
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }
}
