package io.conversationcleanup.plan;

import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.model.Sha256;
import io.conversationcleanup.plan.Plan.Target;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Hashes of a plan's target and conversations. Not thread-safe. */
final class Fingerprints {

    private static final int ID_DIGITS = 16;

    private final MessageDigest all = Sha256.digest();
    private final MessageDigest one = Sha256.digest();

    Fingerprints(Target target) {
        all.update(bytes(target.provider(), target.operation(), target.app(), target.endpoint(), target.defaults()));
    }

    void add(Conversation conversation) {
        all.update(bytes(
                conversation.user(),
                conversation.peer(),
                Integer.toString(conversation.type().storedNumber()),
                conversation.clearRamble() ? "1" : "0"));
    }

    /** Ends the hash and returns the plan's id. */
    String id() {
        return Sha256.hex(all).substring(0, ID_DIGITS);
    }

    /** Returns 64 bits of the hash of user, peer and type. */
    long of(Conversation conversation) {
        byte[] digest = one.digest(bytes(
                conversation.user(),
                conversation.peer(),
                Integer.toString(conversation.type().storedNumber())));
        return ByteBuffer.wrap(digest).getLong();
    }

    /** Prefixes each text with its length, so that different lists have different bytes. */
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
