package io.conversationcleanup.model;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

/** The reports' formats for numbers, times and states, the same in every locale. Stateless. */
public final class Wording {

    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    private Wording() {}

    /** Formats a time as ISO 8601 in UTC with milliseconds. */
    public static String time(Instant time) {
        return MILLISECONDS.format(time);
    }

    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** Formats a count with its noun, in the plural unless the count is 1. */
    public static String count(long count, String noun) {
        return count(count) + " " + noun + (count == 1 ? "" : "s");
    }

    /** Formats a rate with up to three decimals. */
    public static String rate(double perSecond) {
        return new DecimalFormat("#,##0.###", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(perSecond);
    }

    /** Formats a duration such as {@code 6.4 s}, {@code 2 min 5 s} or {@code 3 h 20 min}. */
    public static String duration(Duration duration) {
        if (duration.compareTo(Duration.ofMinutes(1)) < 0) {
            return String.format(Locale.ROOT, "%.1f s", Math.floor(duration.toMillis() / 100.0) / 10);
        }
        if (duration.compareTo(Duration.ofHours(1)) < 0) {
            return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
        }
        return count(duration.toHours()) + " h " + duration.toMinutesPart() + " min";
    }

    /** Formats a duration such as {@code 0:45} or {@code 1:00:00}, rounded up to a second. */
    public static String clock(Duration duration) {
        Duration whole = Duration.ofSeconds(duration.plusNanos(999_999_999).toSeconds());
        return whole.toHours() > 0
                ? String.format(
                        Locale.ROOT, "%d:%02d:%02d", whole.toHours(), whole.toMinutesPart(), whole.toSecondsPart())
                : String.format(Locale.ROOT, "%d:%02d", whole.toMinutes(), whole.toSecondsPart());
    }

    /** Formats a percentage; a part is never shown as 0 % or 100 %. */
    public static String share(long part, long total) {
        if (part == 0) {
            return "0 %";
        }
        if (part == total) {
            return "100 %";
        }
        double percent = 100.0 * part / total;
        if (percent < 0.1) {
            return "< 0.1 %";
        }
        return percent > 99.9 ? "> 99.9 %" : String.format(Locale.ROOT, "%.1f %%", percent);
    }

    public static String code(String code) {
        return code.isEmpty() ? "no code" : code;
    }

    public static String status(RunStatus status) {
        return switch (status) {
            case RUNNING -> "Running";
            case COMPLETED -> "Completed";
            case COMPLETED_WITH_FAILURES -> "Completed with failures";
            case STOPPED -> "Stopped";
            case STOPPED_BY_RULE -> "Stopped by a rule";
            case ABORTED -> "Aborted";
        };
    }
}
