package io.conversationcleanup.bench;

import java.io.IOException;
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
    /** In characters, about; the signature is the longest part of a call. */
    private static final int SIGNATURE_LENGTH = 180;

    private Tool() {}

    static boolean isInstalled(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    /**
     * Calls a second of wrk with 64 connections, each like one of the program's: the most that this machine can do; empty if
     * it is not installed.
     */
    static OptionalDouble wrk(Path directory, String url) throws IOException {
        if (!isInstalled("wrk") || url.isEmpty()) {
            return OptionalDouble.empty();
        }
        Path script = Files.writeString(directory.resolve("call.lua"), """
                wrk.method = "POST"
                wrk.path = "/v4/recentcontact/delete?sdkappid=1400000000&identifier=administrator&usersig=%s\
                &random=1234567890&contenttype=json"
                wrk.body = '{"From_Account":"user123456","To_Account":"peer1234","Type":1,"clearRamble":0}'
                wrk.headers["Content-Type"] = "application/json; charset=UTF-8"
                wrk.headers["User-Agent"] = "conversation-cleanup"
                """.formatted("x".repeat(SIGNATURE_LENGTH)));
        String said =
                Measured.output(directory, List.of("wrk", "-t1", "-c64", "-d5s", "-s", script.toString(), url + "/"));
        Matcher rate = REQUESTS.matcher(said);
        return rate.find() ? OptionalDouble.of(Double.parseDouble(rate.group(1))) : OptionalDouble.empty();
    }

    static void pause() {
        LockSupport.parkNanos(MOMENT_NANOS);
    }
}
