package io.conversationcleanup.simulator;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A share of all calls that gets the same reaction, drawn at random. Immutable.
 *
 * @param share above 0, at most 1
 * @param reaction what these calls get
 */
public record FaultShare(double share, Reaction reaction) {

    private static final Pattern TEXT = Pattern.compile("\\s*(\\d{1,3}(?:\\.\\d{1,6})?)\\s*%\\s*:(.*)");

    public FaultShare {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "a share of " + share + " of the calls is impossible: it must be above 0 and at most 1");
        }
    }

    /**
     * Reads a share such as {@code 3%:50004}, {@code 2%:502} or {@code 0.2%:hang}.
     *
     * @throws IllegalArgumentException if it cannot be read; the text is for a person
     * @see Reaction#parse
     */
    public static FaultShare parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no share of faults: write PERCENT%:REACTION, such as 3%:50004 or 0.2%:hang");
        }
        double percent = Double.parseDouble(matcher.group(1));
        if (!(percent > 0 && percent <= 100)) {
            throw new IllegalArgumentException("'" + text + "': the percentage must be above 0 and at most 100");
        }
        return new FaultShare(percent / 100, Reaction.parse(matcher.group(2)));
    }
}
