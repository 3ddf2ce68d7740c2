package io.conversationcleanup.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Another rate than the job file's. Not thread-safe. */
final class RateOption {

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = {"Calls per second, in place of the job file's", "limits.calls-per-second."})
    private @Nullable String rate;

    /** The rate as it was given, or null. */
    @Nullable
    String rate() {
        return rate;
    }

    /** The option again, for a command to paste. */
    String again() {
        return rate == null ? "" : " --rate " + Shell.quoted(rate);
    }
}
