package io.conversationcleanup.packaged;

import io.conversationcleanup.simulator.Faults.FaultShare;
import io.conversationcleanup.simulator.RecordedCall;
import io.conversationcleanup.simulator.SimulatorSettings;
import io.conversationcleanup.simulator.SimulatorSettings.Latency;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Measures how near to its quota the packaged jar comes, and what it does when the provider is smaller or worse than
 * configured. Arrivals are what the simulator sees, in this process. A first run, whose figures are not shown, warms the
 * simulator up: it would count calls late that had arrived in time.
 */
public final class QuotaBench {

    private static final int ROWS = 3_000;
    private static final double NANOS = 1e9;

    private QuotaBench() {}

    /** Runs all scenarios and prints a line for each; takes about six minutes. */
    public static void main(String[] args) throws IOException {
        System.out.printf(
                "%-44s %6s %8s %8s %8s %9s %8s%n",
                "scenario", "rows", "mean/s", "busiest", "refused", "retries", "deleted");
        measure("", 400, latency(1, 0), "{calls-per-second: 200}");
        for (String limits : List.of("{calls-per-second: 200}", "{calls-per-second: 200, strict: true}")) {
            int quota = limits.contains("strict") ? 200 : Integer.MAX_VALUE;
            String name = limits.contains("strict") ? "200/s strict, server refuses the 201st, " : "200/s, ";
            measure(name + "5 ms", ROWS, latency(5, 2).withCallsPerSecond(quota), limits);
            measure(name + "120 ms", ROWS, latency(120, 30).withCallsPerSecond(quota), limits);
            measure(name + "400 ms", ROWS, latency(400, 80).withCallsPerSecond(quota), limits);
            measure(name + "1 s", ROWS, latency(1_000, 100).withCallsPerSecond(quota), limits);
        }
        measure("200/s, server allows 100", 1_500, latency(20, 5).withCallsPerSecond(100), "{calls-per-second: 200}");
        measure("200/s, a noisy network", ROWS, latency(20, 5).withFaultShares(noise()), "{calls-per-second: 200}");
    }

    private static SimulatorSettings latency(int millis, int jitterMillis) {
        return SimulatorSettings.DEFAULT.withLatency(
                new Latency(Duration.ofMillis(millis), Duration.ofMillis(jitterMillis)));
    }

    private static List<FaultShare> noise() {
        return Stream.of("3%:50004", "2%:502", "2%:reset", "1%:garbage", "1%:truncate", "0.2%:hang")
                .map(FaultShare::parse)
                .toList();
    }

    private static void measure(String scenario, int rows, SimulatorSettings settings, String limits)
            throws IOException {
        Path directory = Files.createTempDirectory("quota-bench");
        try (Rehearsal rehearsal = Rehearsal.of(directory, Rehearsal.rows(rows), settings, limits)) {
            rehearsal.program().run("run", "job.yml", "--yes", "--output", "out");
            if (!scenario.isEmpty()) {
                print(scenario, rows, rehearsal);
            }
        }
    }

    private static void print(String scenario, int rows, Rehearsal rehearsal) {
        List<Instant> arrivals =
                rehearsal.calls().stream().map(RecordedCall::arrivedAt).sorted().toList();
        double seconds = Duration.between(arrivals.get(0), arrivals.get(arrivals.size() - 1))
                        .toNanos()
                / NANOS;
        System.out.printf(
                Locale.ROOT,
                "%-44s %,6d %8.1f %8d %8d %9d %,8d%n",
                scenario,
                rows,
                (arrivals.size() - 1) / seconds,
                busiest(arrivals),
                rehearsal.reports().count("calls.throttled"),
                rehearsal.reports().count("calls.retries"),
                rehearsal.reports().count("rows.deleted"));
    }

    private static int busiest(List<Instant> sorted) {
        int most = 0;
        int from = 0;
        for (int to = 0; to < sorted.size(); to++) {
            while (Duration.between(sorted.get(from), sorted.get(to)).compareTo(Duration.ofSeconds(1)) > 0) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return most;
    }
}
