package io.conversationcleanup.cli;

import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.ExitCode;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A length of time on the command line, such as {@code 30d}. Stateless. */
final class Age {

    private static final Pattern AGE = Pattern.compile("(\\d{1,6})([dhm])");

    private Age() {}

    /** The length of time; empty if the option was not given. */
    static Optional<Duration> parse(String option, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        Matcher matcher = AGE.matcher(text);
        if (!matcher.matches()) {
            throw new CommandFailedException(
                    ExitCode.USAGE,
                    option + " must be days, hours or minutes such as 30d, 12h or 90m, not '" + text + "'.");
        }
        long count = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "d" -> Duration.ofDays(count);
                    case "h" -> Duration.ofHours(count);
                    default -> Duration.ofMinutes(count);
                });
    }
}
