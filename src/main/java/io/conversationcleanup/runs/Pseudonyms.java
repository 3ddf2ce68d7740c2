package io.conversationcleanup.runs;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Replaces ids of users and peers by keyed hashes, because unkeyed hashes could be reversed by guessing ids. A
 * pseudonym is the first 128 bits, in lower-case hex, of the HMAC-SHA-256 of the id in UTF-8. Thread-safe.
 */
public final class Pseudonyms {

    /** Minimum key length in bytes; a shorter key could be guessed. */
    public static final int SHORTEST_KEY = 16;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 16;
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

    private static final int SHORT = 4;
    private static final String NO_WORD_BEFORE = "(?<![\\p{L}\\p{N}])";
    private static final String NO_WORD_AFTER = "(?![\\p{L}\\p{N}])";

    private final SecretKeySpec key;

    /** Creates pseudonyms with a key of at least {@link #SHORTEST_KEY} bytes. */
    public Pseudonyms(byte[] key) {
        if (key.length < SHORTEST_KEY) {
            throw new IllegalArgumentException("the key has " + key.length + " bytes, and needs " + SHORTEST_KEY);
        }
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** Returns the pseudonym of an id; empty text for an empty id. */
    public String of(String id) {
        if (id.isEmpty()) {
            return "";
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] hash = mac.doFinal(id.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** Returns whether a text has the form of a pseudonym. */
    public static boolean isPseudonym(String text) {
        return FORM.matcher(text).matches();
    }

    /** Replaces these ids in a text by pseudonyms. */
    public String in(String text, Collection<String> ids) {
        String hidden = text;
        // Longest first: an id may be part of a longer one.
        for (String id : ids.stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList()) {
            if (!id.isEmpty() && hidden.contains(id)) {
                hidden = pattern(id).matcher(hidden).replaceAll(Matcher.quoteReplacement(of(id)));
            }
        }
        return hidden;
    }

    /** A short id would match inside many words. */
    private static Pattern pattern(String id) {
        String literally = Pattern.quote(id);
        return Pattern.compile(id.length() < SHORT ? NO_WORD_BEFORE + literally + NO_WORD_AFTER : literally);
    }

    @Override
    public String toString() {
        return "Pseudonyms";
    }
}
