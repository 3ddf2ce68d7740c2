package io.conversationcleanup.plan;

import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.model.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Hashes of what stands in a plan. Not thread-safe. */
final class Fingerprints {

    private static final int ID_DIGITS = 16;

    private final MessageDigest all = Sha256.digest();
    private final MessageDigest one = Sha256.digest();

    /** Begins the hash of a plan with what it is for. */
    Fingerprints(Target target) {
        all.update(bytes(target.provider(), target.operation(), target.app(), target.endpoint(), target.defaults()));
    }

    /** Adds a conversation to be sent. */
    void add(Conversation conversation) {
        all.update(bytes(
                conversation.user(),
                conversation.peer(),
                Integer.toString(conversation.type().storedNumber()),
                conversation.clearRamble() ? "1" : "0"));
    }

    /** The plan's id; ends the hash. */
    String id() {
        return Sha256.hex(all).substring(0, ID_DIGITS);
    }

    /** 64 bits of what names a conversation: user, peer and type. */
    long of(Conversation conversation) {
        byte[] digest = one.digest(bytes(
                conversation.user(),
                conversation.peer(),
                Integer.toString(conversation.type().storedNumber())));
        return ByteBuffer.wrap(digest).getLong();
    }

    /** Each text with its length, so that no two lists of texts have the same bytes. */
    private static byte[] bytes(String... texts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (String text : texts) {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                out.writeInt(utf8.length);
                out.write(utf8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return bytes.toByteArray();
    }
}
