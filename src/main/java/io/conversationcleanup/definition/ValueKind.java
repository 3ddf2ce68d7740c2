package io.conversationcleanup.definition;

import io.conversationcleanup.model.SystemText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A kind of value with its name, which follows "must be" in messages, and a parser, which returns empty for an invalid
 * text. Immutable.
 */
record ValueKind<T>(String wanted, Function<String, Optional<T>> parser) {

    private static final int LONGEST_SHOWN = 60;
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
    private static final Duration LONGEST = Duration.ofDays(365);

    static final ValueKind<String> TEXT = new ValueKind<>("a text", Optional::of);

    static final ValueKind<Path> PATH = new ValueKind<>(
            SystemText.holdsAllCharacters() ? "a file's path" : "a file's path, in ASCII unless LC_ALL=C.UTF-8 is set",
            SystemText::path);

    static final ValueKind<Boolean> YES_OR_NO =
            new ValueKind<>("true or false (or 1, 0, yes, no)", text -> switch (text.toLowerCase(Locale.ROOT)) {
                case "1", "true", "yes" -> Optional.of(true);
                case "0", "false", "no" -> Optional.of(false);
                default -> Optional.empty();
            });

    static final ValueKind<Duration> DURATION_OR_ZERO =
            new ValueKind<>("a duration such as 500ms, 1s, 30m, 2h or 1d, at most 365d", ValueKind::duration);

    static final ValueKind<Duration> POSITIVE_DURATION = new ValueKind<>(
            "a duration above 0 such as 500ms, 1s, 30m, 2h or 1d, at most 365d",
            text -> duration(text).filter(duration -> !duration.isZero()));

    static ValueKind<Integer> wholeUpTo(int highest) {
        return new ValueKind<>(
                "a whole number from 1 to " + highest,
                text -> whole(text).filter(number -> number >= 1 && number <= highest));
    }

    /** Accepts the word {@code off} too. */
    static <T> ValueKind<T> orOff(ValueKind<T> kind, T off) {
        return new ValueKind<>(
                kind.wanted + ", or off", text -> text.equals("off") ? Optional.of(off) : kind.parser.apply(text));
    }

    static <T> ValueKind<T> oneOf(List<T> choices, Function<T, String> name) {
        return new ValueKind<>(
                choices.stream().map(name).collect(Collectors.joining(" or ")),
                text -> choices.stream()
                        .filter(choice -> name.apply(choice).equals(text))
                        .findFirst());
    }

    <R> ValueKind<R> map(Function<T, R> mapping) {
        return new ValueKind<>(wanted, text -> parser.apply(text).map(mapping));
    }

    Optional<T> parse(String text) {
        return parser.apply(text);
    }

    String mismatch(String text) {
        return "must be " + wanted + ", not '" + onOneLine(text) + "'";
    }

    /** Parses digits and optionally a fraction; no sign, exponent, NaN or infinity. */
    static Optional<Double> decimal(String text) {
        return DECIMAL.matcher(text).matches() ? Optional.of(Double.valueOf(text)) : Optional.empty();
    }

    private static Optional<Integer> whole(String text) {
        return WHOLE.matcher(text).matches() ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    private static Optional<Duration> duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(matcher.group(1));
        Duration duration = switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
        return Optional.of(duration).filter(value -> value.compareTo(LONGEST) <= 0);
    }

    /** Removes characters that break a line or move a terminal's cursor, and cuts a long text. */
    private static String onOneLine(String text) {
        String clean = text.replaceAll("\\p{C}", "?");
        return clean.length() <= LONGEST_SHOWN ? clean : clean.substring(0, LONGEST_SHOWN) + "…";
    }
}
