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
 * Stand-ins for the ids of users and peers: the same for the same id and key, and telling nothing to a reader without the key.
 * Thread-safe.
 *
 * <p>A pseudonym is the first 128 bits, in lower-case hex, of the HMAC-SHA-256 of the id in UTF-8. A hash without a key would
 * not do: ids are few and can be guessed and tried.
 */
public final class Pseudonyms {

    /** A key of fewer bytes could be guessed too. */
    public static final int SHORTEST_KEY = 16;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 16;
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

    private static final int SHORT = 4;
    private static final String NO_WORD_BEFORE = "(?<![\\p{L}\\p{N}])";
    private static final String NO_WORD_AFTER = "(?![\\p{L}\\p{N}])";

    private final SecretKeySpec key;

    /**
     * Pseudonyms with this key.
     *
     * @throws IllegalArgumentException if it is shorter than {@link #SHORTEST_KEY}
     */
    public Pseudonyms(byte[] key) {
        if (key.length < SHORTEST_KEY) {
            throw new IllegalArgumentException("the key has " + key.length + " bytes, and needs " + SHORTEST_KEY);
        }
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** The pseudonym of an id; an empty one has none. */
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

    /** Whether a text has the form of a pseudonym; whether it is one can be told only by trying ids. */
    public static boolean isPseudonym(String text) {
        return FORM.matcher(text).matches();
    }

    /** The text with pseudonyms in place of these ids. */
    public String in(String text, Collection<String> ids) {
        String hidden = text;
        // An id may be part of a longer one.
        for (String id : ids.stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList()) {
            if (!id.isEmpty() && hidden.contains(id)) {
                hidden = pattern(id).matcher(hidden).replaceAll(Matcher.quoteReplacement(of(id)));
            }
        }
        return hidden;
    }

    /** A short id would be found in every other word. */
    private static Pattern pattern(String id) {
        String literally = Pattern.quote(id);
        return Pattern.compile(id.length() < SHORT ? NO_WORD_BEFORE + literally + NO_WORD_AFTER : literally);
    }

    /** Shows nothing of the key. */
    @Override
    public String toString() {
        return "Pseudonyms";
    }
}
