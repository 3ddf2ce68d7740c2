package io.conversationcleanup.provider.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the requests to one host, head and body together; what never changes is prepared once. Immutable, hence thread-safe. */
final class Requests {

    private static final byte[] METHOD = bytes("POST ");
    private static final byte[] END_OF_HEAD = bytes("\r\n\r\n");
    private static final int MOST_DIGITS = 10;

    private final byte[] fromVersionToLength;

    Requests(HttpSettings settings) {
        this.fromVersionToLength = bytes(" HTTP/1.1\r\n"
                + "Host: " + settings.address() + "\r\n"
                + "User-Agent: conversation-cleanup\r\n"
                + "Connection: keep-alive\r\n"
                + settings.headers().entrySet().stream().map(Requests::line).collect(Collectors.joining())
                + "Content-Length: ");
    }

    private static String line(Map.Entry<String, String> header) {
        String line = header.getKey() + ": " + header.getValue();
        if (line.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a header holds the end of a line or another control character");
        }
        return line + "\r\n";
    }

    /** The whole request. The caller releases it. */
    ByteBuf post(String pathAndQuery, byte[] body) {
        byte[] target = target(pathAndQuery);
        ByteBuf request = ByteBufAllocator.DEFAULT.directBuffer(METHOD.length
                + target.length
                + fromVersionToLength.length
                + MOST_DIGITS
                + END_OF_HEAD.length
                + body.length);
        return request.writeBytes(METHOD)
                .writeBytes(target)
                .writeBytes(fromVersionToLength)
                .writeBytes(bytes(Integer.toString(body.length)))
                .writeBytes(END_OF_HEAD)
                .writeBytes(body);
    }

    /** A blank or the end of a line would end the target, and what follows it would pass for another header or call. */
    private static byte[] target(String pathAndQuery) {
        byte[] target = bytes(pathAndQuery);
        for (byte next : target) {
            if (next <= ' ') {
                throw new IllegalArgumentException("a path or query that is not encoded");
            }
        }
        return target;
    }

    /** The first 256 characters of Unicode have one byte each; in what is encoded there are no others. */
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
