package io.conversationcleanup.model;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Text in the system's character set: arguments, environment variables and file names. Under {@code LC_ALL=C} that is
 * ASCII, and the JVM loses every other byte. Stateless.
 */
public final class SystemText {

    private static final char LOST = '\uFFFD';
    private static final Charset SYSTEM =
            Charset.forName(System.getProperty("sun.jnu.encoding", StandardCharsets.UTF_8.name()));

    private SystemText() {}

    /** Tells whether the JVM lost or changed characters of an argument, an environment variable or a file name. */
    public static boolean isDamaged(String text) {
        return isDamaged(text, SYSTEM);
    }

    /** Finds UTF-8 that was read as ISO 8859-1 too: it is valid UTF-8. */
    static boolean isDamaged(String text, Charset system) {
        if (text.indexOf(LOST) >= 0) {
            return true;
        }
        if (system.equals(StandardCharsets.UTF_8) || text.chars().allMatch(character -> character < 0x80)) {
            return false;
        }
        try {
            ByteBuffer bytes = system.newEncoder().encode(CharBuffer.wrap(text));
            StandardCharsets.UTF_8.newDecoder().decode(bytes);
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Returns the path of this name; empty if it is impossible, as any non-ASCII name under {@code LC_ALL=C}. */
    public static Optional<Path> path(String name) {
        try {
            return Optional.of(Path.of(name));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    public static String remedy() {
        return SYSTEM.equals(StandardCharsets.UTF_8)
                ? "Write it in UTF-8, without U+FFFD."
                : "This process reads names and arguments as " + SYSTEM.name()
                        + ", as LC_ALL, LC_CTYPE or LANG say. Set LC_ALL=C.UTF-8, then give the command again.";
    }

    public static boolean holdsAllCharacters() {
        return SYSTEM.equals(StandardCharsets.UTF_8);
    }
}
