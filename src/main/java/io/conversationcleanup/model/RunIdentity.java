package io.conversationcleanup.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What makes two commands speak of the same run: the same job, towards the same app, over the same content. Immutable.
 *
 * @param job the job's name
 * @param lane provider, operation and app, as one word: what was deleted in one app is not deleted in another
 * @param content the SHA-256 of the input, unpacked if it is gzip, in lower-case hex; if only some rows of an earlier run are meant,
 *     a space and which ones after it
 */
public record RunIdentity(String job, String lane, String content) {

    private static final Pattern EARLIER_ROWS = Pattern.compile("\\S+ \\S+: (\\d{1,18}) (.+)", Pattern.DOTALL);

    /**
     * Rows of an earlier run. Immutable.
     *
     * @param count how many
     * @param selection which, as {@code Selection.text} has it
     */
    public record EarlierRows(long count, String selection) {

        /** The content of an identity that has only these rows of a run of that input. */
        public String content(String inputSha256, String run) {
            return inputSha256 + " " + run + ": " + count + " " + selection;
        }
    }

    /** The rows that are meant, if they are only some of an earlier run. */
    public Optional<EarlierRows> earlierRows() {
        Matcher parts = EARLIER_ROWS.matcher(content);
        return parts.matches()
                ? Optional.of(new EarlierRows(Long.parseLong(parts.group(1)), parts.group(2)))
                : Optional.empty();
    }

    /** The SHA-256 of the input from which the rows came in the first place, in lower-case hex. */
    public String inputSha256() {
        return content.split(" ", 2)[0];
    }
}
