package io.conversationcleanup.definition;

import io.conversationcleanup.model.ConversationType;
import io.conversationcleanup.model.FilesApart.Read;
import io.conversationcleanup.model.FilesApart.Source;
import io.conversationcleanup.model.ProviderFacts;
import io.conversationcleanup.model.ProviderFacts.OperationFacts;
import io.conversationcleanup.model.RetryPolicy;
import io.conversationcleanup.model.RunIdentity;
import io.conversationcleanup.model.StopLimits;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A validated job file with all defaults filled in. Immutable; its text shows no secret.
 *
 * @param name part of a run's identity, and valid in a directory's name
 * @param credentials empty exactly if the endpoint is the simulator, which has its own
 * @param giveUpAfter the longest wait for an unreachable provider; then the run stops, resumable
 */
public record JobDefinition(
        String name,
        ProviderFacts provider,
        OperationFacts operation,
        Endpoint endpoint,
        Optional<Credentials> credentials,
        Optional<Path> keyFile,
        Input input,
        RowDefaults defaults,
        Limits limits,
        RetryPolicy retry,
        StopLimits stopRules,
        Duration giveUpAfter,
        HttpSection http,
        Optional<SimulatorSection> simulator,
        Metrics metrics,
        Optional<Notification> notification) {

    private static final String RATE_OPTION = "--rate";

    /**
     * The section {@code input}. Immutable.
     *
     * @param path relative to the working directory, or {@code -} for standard input; may hold dates, such as
     *     <code>${date-1d}</code>, and wildcards; empty if the command line has to name it
     * @param acceptOddIds whether to send ids that look damaged instead of rejecting them
     */
    public record Input(Optional<String> path, Columns columns, boolean acceptOddIds) {}

    /**
     * The header names of columns in the job file; an empty one uses its usual names. Immutable. Its text is stored
     * with runs and must not change.
     */
    public record Columns(
            Optional<String> user, Optional<String> peer, Optional<String> type, Optional<String> clearRamble) {}

    /**
     * Values for rows with an absent or empty column. Immutable. Its text is stored with runs and must not change.
     *
     * @param ignored the keys of the file that have no meaning for the operation
     */
    public record RowDefaults(Optional<ConversationType> type, boolean clearRamble, List<String> ignored) {

        public RowDefaults {
            ignored = List.copyOf(ignored);
        }
    }

    /**
     * The section {@code limits}; an empty {@code maxInFlight} follows from the rate. Immutable.
     *
     * @param strict whether the ceiling applies at the provider's end too, despite the network's jitter
     */
    public record Limits(CallRate rate, OptionalInt maxInFlight, boolean strict) {}

    /** The section {@code simulator}; an empty value means the simulator's own default. Immutable. */
    public record SimulatorSection(Optional<Duration> latency, OptionalInt quota, List<String> failures) {

        public SimulatorSection {
            failures = List.copyOf(failures);
        }
    }

    /** The section {@code metrics}: a file of Prometheus text and a URL for OTLP over HTTP. Immutable. */
    public record Metrics(Optional<Path> file, Optional<WebAddress> otlpUrl) {}

    public record Notification(WebAddress url, Set<Occasion> on) {

        public Notification {
            on = Set.copyOf(on);
        }
    }

    public enum Occasion {
        END,
        /** The exit code is not 0. */
        FAILURE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public String app() {
        return credentials.map(given -> Long.toString(given.appId())).orElse("simulator");
    }

    public RunIdentity identity(String content) {
        return new RunIdentity(name, provider.name() + "/" + operation.name() + "/" + app(), content);
    }

    /** Returns the ceiling in calls per second; infinite if unlimited. */
    public double callsPerSecond() {
        return limits.rate().perSecond().orElse(Double.POSITIVE_INFINITY);
    }

    /** Returns warnings about valid but suspicious settings, for the current rate. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        int quota = operation.documentedCallsPerSecond();
        limits.rate().perSecond().stream()
                .filter(rate -> rate > quota)
                .forEach(rate -> warnings.add(
                        ("%s calls per second is above the documented quota of %d for %s %s; it is obeyed, and the provider may"
                                        + " throttle the whole app")
                                .formatted(plain(rate), quota, provider.name(), operation.name())));
        defaults.ignored()
                .forEach(key -> warnings.add("defaults.%s has no meaning for %s %s and is ignored"
                        .formatted(key, provider.name(), operation.name())));
        return List.copyOf(warnings);
    }

    public List<Read> filesRead() {
        List<Read> files = new ArrayList<>();
        keyFile.ifPresent(file -> files.add(new Read("credentials.secret", file, Source.SETTINGS)));
        http.trust().ifPresent(trust -> files.add(new Read("http.trust", trust.path(), Source.SETTINGS)));
        return List.copyOf(files);
    }

    /**
     * Returns the same job at another rate, with the checks of {@code limits.calls-per-second}.
     *
     * @param text a positive number or {@code unlimited}
     * @throws JobFileException if the rate is invalid or not allowed here; the problem's key is {@code --rate}
     */
    public JobDefinition withRate(String text) {
        CallRate rate = CallRate.KIND.parse(text).orElseThrow(() -> refusedRate(CallRate.KIND.mismatch(text)));
        rate.problemAt(endpoint).ifPresent(message -> {
            throw refusedRate(message);
        });
        return with(new Limits(rate, limits.maxInFlight(), limits.strict()), metrics);
    }

    public JobDefinition withMetricsFile(Path file) {
        return with(limits, new Metrics(Optional.of(file), metrics.otlpUrl()));
    }

    private JobDefinition with(Limits newLimits, Metrics newMetrics) {
        return new JobDefinition(
                name,
                provider,
                operation,
                endpoint,
                credentials,
                keyFile,
                input,
                defaults,
                newLimits,
                retry,
                stopRules,
                giveUpAfter,
                http,
                simulator,
                newMetrics,
                notification);
    }

    private static JobFileException refusedRate(String message) {
        return new JobFileException(
                "The command line", List.of(new JobFileException.Problem(RATE_OPTION, OptionalInt.empty(), message)));
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
