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
 * Text that the JVM reads and writes in the system's character set: arguments, environment variables and the names of files.
 * Under {@code LC_ALL=C} that is ASCII, and every other byte is lost. Stateless, hence thread-safe.
 */
public final class SystemText {

    private static final char LOST = '\uFFFD';
    private static final Charset SYSTEM =
            Charset.forName(System.getProperty("sun.jnu.encoding", StandardCharsets.UTF_8.name()));

    private SystemText() {}

    /** Whether characters were lost or changed when the JVM read an argument, an environment variable or a file's name. */
    public static boolean isDamaged(String text) {
        return isDamaged(text, SYSTEM);
    }

    /** The same for another character set: UTF-8 that was read as ISO 8859-1 shows because it is valid UTF-8. */
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

    /** The path of this name; empty if it cannot be one, which under {@code LC_ALL=C} is so for all but ASCII. */
    public static Optional<Path> path(String name) {
        try {
            return Optional.of(Path.of(name));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** What to do about text that is lost or a path that cannot be written, as sentences. */
    public static String remedy() {
        return SYSTEM.equals(StandardCharsets.UTF_8)
                ? "Write it in UTF-8, without U+FFFD."
                : "This process reads names and arguments as " + SYSTEM.name()
                        + ", as LC_ALL, LC_CTYPE or LANG say. Set LC_ALL=C.UTF-8, then give the command again.";
    }

    /** Whether names and arguments may hold any character. */
    public static boolean holdsAllCharacters() {
        return SYSTEM.equals(StandardCharsets.UTF_8);
    }
}
