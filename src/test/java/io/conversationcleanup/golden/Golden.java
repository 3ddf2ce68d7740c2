package io.conversationcleanup.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Golden files: the texts that people read, one file per screen in {@code src/test/resources/golden}.
 *
 * <p>With the system property {@code golden.write=true} a check writes its file and passes. Name a file in full, as
 * {@code "status/paused.txt"}, so that {@link GoldenFilesTest} can find files that no test uses.
 */
public final class Golden {

    static final Path DIRECTORY = Path.of(System.getProperty("basedir", ""), "src/test/resources/golden");

    private static final boolean WRITE = Boolean.getBoolean("golden.write");
    private static final Map<String, String> WRITTEN = new ConcurrentHashMap<>();

    /** What differs from run to run, and its placeholder; applied in this order. */
    private static final List<Map.Entry<Pattern, String>> MASKS = List.of(
            mask("\\b\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z| [A-Z]+)?", "<TIME>"),
            mask("\\b\\d\\d-\\d\\d \\d\\d:\\d\\d\\b", "<TIME>"),
            mask("\\b[a-z]\\w*-\\d{8}-\\d{6}\\b", "<RUN>"),
            mask("\\b[0-9a-f]{64}\\b", "<SHA-256>"),
            mask("\\b[0-9a-f]{16}\\b", "<PLAN>"),
            mask("\\S+ on \\S+ \\(process \\d+\\)", "<USER> on <HOST> (process <PID>)"),
            mask("127\\.0\\.0\\.1:\\d+", "127.0.0.1:<PORT>"),
            // These lines are broken where their figures leave room, so they are joined.
            mask("( calls in [^\\n]*)\\n {4}", "$1 "),
            mask(" calls in [\\d,.]+ (s|min \\d+ s)", " calls in <DURATION>"),
            mask("[\\d,.]+ calls/s; [\\d,.]+ rows/s", "<RATE> calls/s; <RATE> rows/s"));

    private Golden() {}

    /** Compares a text with a golden file, or writes the file. */
    public static void check(String file, String text) {
        Path path = DIRECTORY.resolve(file);
        String actual = text.endsWith("\n") ? text : text + "\n";
        try {
            if (WRITE) {
                assertThat(actual).as("two texts for " + file).isEqualTo(WRITTEN.computeIfAbsent(file, name -> actual));
                Files.createDirectories(path.getParent());
                Files.writeString(path, actual);
            } else {
                assertThat(actual)
                        .as("%s (to accept the text: run this test with -Dgolden.write=true)", path)
                        .isEqualTo(Files.exists(path) ? Files.readString(path) : "");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Compares lines with a golden file, or writes the file. */
    public static void check(String file, List<String> lines) {
        check(file, String.join("\n", lines));
    }

    /**
     * Replaces the directory of a test by {@code <DIR>}, and what differs from run to run by placeholders: run names,
     * times, hashes, plan ids, users, hosts, processes, ports, and what was measured.
     */
    public static String masked(String text, Path directory) {
        String masked = text.replace(directory.toString(), "<DIR>");
        for (Map.Entry<Pattern, String> mask : MASKS) {
            masked = mask.getKey().matcher(masked).replaceAll(mask.getValue());
        }
        return masked;
    }

    private static Map.Entry<Pattern, String> mask(String pattern, String placeholder) {
        return Map.entry(Pattern.compile(pattern), placeholder);
    }
}
