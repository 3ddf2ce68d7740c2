package io.conversationcleanup.intake;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Recognizes ids that spreadsheets, exports or copying have damaged. Stateless, hence thread-safe. */
final class OddIds {

    private static final int SPREADSHEET_DIGITS = 15;
    private static final int LONGEST_WORD = 15;

    /** {@code 1.4E+09}, {@code 1E+09}, {@code 12345.0}, {@code 12345,0}, {@code 1,234,567}. */
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d+[.,]\\d*(?:[eE][+-]?\\d+)?|\\d+[eE]\\+\\d+"
            + "|\\d[eE]-\\d{2,3}|\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?)");

    /** {@code #N/A}, {@code #REF!}, {@code #NAME?}, {@code #DIV/0!}, also in other languages, and {@code ####}. */
    private static final Pattern ERROR_VALUE =
            Pattern.compile("#(?:N/\\p{Lu}+|NV|GETTING_DATA|#{2,}|[¡¿]?\\p{Lu}[\\p{Lu}\\d_/]*[!?])|Err:\\d{3}");

    private static final Set<String> MISSING = Set.of("null", "\\n", "(null)", "<null>", "[null]", "n/a", "<na>");
    private static final Set<String> PERHAPS_MISSING =
            Set.of("nan", "none", "nil", "undefined", "na", "n.a.", "-", "--", "?", "true", "false", "[object object]");

    private static final String MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)";
    private static final Pattern DATE_OR_SHORT_NUMBER = Pattern.compile(
            "\\d{1,2}-" + MONTH + "(?:-\\d{2,4})?|" + MONTH
                    + "-\\d{2,4}|\\d{1,2}/\\d{1,2}/\\d{2,4}|\\d{4}-\\d{2}-\\d{2}|\\de\\d{1,2}",
            Pattern.CASE_INSENSITIVE);

    private static final String QUOTES = "'\"`‘’‚“”„«»";

    private OddIds() {}

    /** Why an acceptable id may still be wrong. */
    enum Doubt {
        /** Has {@link #damage} but is sent, because the job file accepts it or it is a name that a user typed. */
        DAMAGED,
        /** Begins with a quote or an apostrophe, or is a spreadsheet formula with a text. */
        QUOTED,
        /** A word for a missing value that may also be a name. */
        PERHAPS_MISSING,
        /** Looks like a date or short number that a spreadsheet converted. */
        CONVERTED,
        /** Ends in zeros after as many digits as a spreadsheet keeps. */
        ROUNDED
    }

    /** Returns why no user or group can have this id, as text after the column's name; empty if one can. */
    static Optional<String> damage(String id) {
        if (isNumber(id)) {
            return Optional.of("is " + Excerpt.quoted(id) + ", a number as spreadsheets write it");
        }
        if (id.length() <= LONGEST_WORD && MISSING.contains(id.toLowerCase(Locale.ROOT))) {
            return Optional.of("is " + Excerpt.quoted(id) + ", which stands for a missing value");
        }
        if ((id.startsWith("#") || id.startsWith("Err:"))
                && ERROR_VALUE.matcher(id).matches()) {
            return Optional.of("is " + Excerpt.quoted(id) + ", an error of a spreadsheet");
        }
        int invisible = invisible(id);
        return invisible < 0
                ? Optional.empty()
                : Optional.of(
                        "contains the invisible character " + Excerpt.codePoint(invisible) + ": " + Excerpt.quoted(id));
    }

    /** Returns the doubt about an id without {@link #damage}. */
    static Optional<Doubt> doubt(String id) {
        if (QUOTES.indexOf(id.charAt(0)) >= 0 || id.startsWith("=\"")) {
            return Optional.of(Doubt.QUOTED);
        }
        if (id.length() <= LONGEST_WORD) {
            if (PERHAPS_MISSING.contains(id.toLowerCase(Locale.ROOT))) {
                return Optional.of(Doubt.PERHAPS_MISSING);
            }
            boolean mayBe = id.length() <= 4 || id.indexOf('-') > 0 || id.indexOf('/') > 0;
            return mayBe && DATE_OR_SHORT_NUMBER.matcher(id).matches()
                    ? Optional.of(Doubt.CONVERTED)
                    : Optional.empty();
        }
        return isLongNumber(id) && id.endsWith("0".repeat(id.length() - SPREADSHEET_DIGITS))
                ? Optional.of(Doubt.ROUNDED)
                : Optional.empty();
    }

    static boolean isLongNumber(String id) {
        return id.length() > SPREADSHEET_DIGITS && hasOnlyDigits(id);
    }

    private static boolean hasOnlyDigits(String id) {
        for (int at = 0; at < id.length(); at++) {
            if (id.charAt(at) < '0' || id.charAt(at) > '9') {
                return false;
            }
        }
        return true;
    }

    private static boolean isNumber(String id) {
        char first = id.charAt(0);
        boolean mayBe = (first >= '0' && first <= '9') || first == '+' || first == '-';
        return mayBe && !hasOnlyDigits(id) && NUMBER.matcher(id).matches();
    }

    /** Returns the first invisible character, or -1. Accepts the two joiners that several scripts and emoji need. */
    private static int invisible(String id) {
        for (int at = 0; at < id.length(); ) {
            int c = id.codePointAt(at);
            int next = at + Character.charCount(c);
            boolean joiner = (c == '\u200C' || c == '\u200D') && at > 0 && next < id.length();
            if (c > '~' && Excerpt.isInvisible(c) && !joiner) {
                return c;
            }
            at = next;
        }
        return -1;
    }
}
