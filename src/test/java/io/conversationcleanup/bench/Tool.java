package io.conversationcleanup.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What else the machine has that measures. Stateless. */
final class Tool {

    private static final Pattern REQUESTS = Pattern.compile("Requests/sec:\\s+([\\d.]+)");
    private static final long MOMENT_NANOS = 20_000_000;

    private Tool() {}

    static boolean isInstalled(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    /** Calls a second of wrk with 64 connections, the most that this machine can do; empty if it is not installed. */
    static OptionalDouble wrk(Path directory, String url) {
        if (!isInstalled("wrk") || url.isEmpty()) {
            return OptionalDouble.empty();
        }
        String said = Measured.output(directory, List.of("wrk", "-t1", "-c64", "-d5s", url + "/"));
        Matcher rate = REQUESTS.matcher(said);
        return rate.find() ? OptionalDouble.of(Double.parseDouble(rate.group(1))) : OptionalDouble.empty();
    }

    static void pause() {
        LockSupport.parkNanos(MOMENT_NANOS);
    }
}
