package io.conversationcleanup.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The identity of a run: two commands with the same job, app and content mean the same run. Immutable.
 *
 * @param lane provider, operation and app as one word: a deletion in one app is none in another
 * @param content SHA-256 of the (unpacked) input in lower-case hex; a space and a selection follow if it is part of an
 *     earlier run
 */
public record RunIdentity(String job, String lane, String content) {

    private static final Pattern EARLIER_ROWS = Pattern.compile("\\S+ \\S+: (\\d{1,18}) (.+)", Pattern.DOTALL);

    /** Rows of an earlier run; the selection is as in {@code Selection.text}. Immutable. */
    public record EarlierRows(long count, String selection) {

        /** Returns the content of an identity that has only these rows of a run of that input. */
        public String content(String inputSha256, String run) {
            return inputSha256 + " " + run + ": " + count + " " + selection;
        }
    }

    /** Returns the selected rows, or empty for all rows of an input. */
    public Optional<EarlierRows> earlierRows() {
        Matcher parts = EARLIER_ROWS.matcher(content);
        return parts.matches()
                ? Optional.of(new EarlierRows(Long.parseLong(parts.group(1)), parts.group(2)))
                : Optional.empty();
    }

    /** Returns the SHA-256 of the original input, in lower-case hex. */
    public String inputSha256() {
        return content.split(" ", 2)[0];
    }
}
