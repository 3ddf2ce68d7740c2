package io.conversationcleanup.definition;

import io.conversationcleanup.model.ConversationType;
import io.conversationcleanup.model.FilesApart.Read;
import io.conversationcleanup.model.FilesApart.Source;
import io.conversationcleanup.model.OperationFacts;
import io.conversationcleanup.model.ProviderFacts;
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
 * A job as its file describes it, validated and with every default filled in. Immutable; its text shows no secret.
 *
 * @param name the job's name, part of a run's identity; fit to be part of a directory's name
 * @param operation one of the provider's
 * @param credentials what they are signed with; empty exactly if the endpoint is the simulator, which has its own
 * @param keyFile the file that the job file names for the secret; empty if the secret comes from elsewhere
 * @param giveUpAfter how long to wait for a provider that cannot be reached before the run stops, resumable
 * @param simulator how the simulator behaves; empty if the file does not say, or the endpoint is another
 * @param notification whom to notify; empty for nobody
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

    /** The option that overrides the file's rate; the key of its problems. */
    private static final String RATE_OPTION = "--rate";

    /**
     * The section {@code input}. Immutable.
     *
     * @param path the file's path as written, relative to the working directory, or {@code -} for standard input; may hold
     *     dates, such as <code>${date-1d}</code>, and wildcards; empty if the command line has to give it
     * @param columns the column names that the job file gives
     * @param acceptOddIds whether ids that look damaged are sent; otherwise they are rejected
     */
    public record Input(Optional<String> path, Columns columns, boolean acceptOddIds) {}

    /**
     * The header names of columns, as the job file gives them; an empty one goes by its usual names. Immutable. Its text is
     * stored with runs and must not change.
     *
     * @param peer the column of the peer: a user, a group or, for conversation groups, the group's name
     * @param clearRamble the column that says whether stored messages are deleted too
     */
    public record Columns(
            Optional<String> user, Optional<String> peer, Optional<String> type, Optional<String> clearRamble) {}

    /**
     * The section {@code defaults}: what applies to rows whose column is absent or empty. Immutable. Its text is stored with
     * runs and must not change.
     *
     * @param type the type of the conversation; empty if the file must have the column
     * @param clearRamble whether stored messages are deleted too
     * @param ignored the keys that the file gives and that have no meaning for the operation
     */
    public record RowDefaults(Optional<ConversationType> type, boolean clearRamble, List<String> ignored) {

        public RowDefaults {
            ignored = List.copyOf(ignored);
        }
    }

    /**
     * The section {@code limits}. Immutable.
     *
     * @param rate the ceiling of calls per second
     * @param maxInFlight how many calls may be in flight at once, from 1 to 10,000; empty to derive it from the rate
     * @param strict whether the ceiling holds at the provider's end too, although the network changes the spacing
     */
    public record Limits(CallRate rate, OptionalInt maxInFlight, boolean strict) {}

    /**
     * The section {@code simulator}; where a value is empty, the simulator has its own. Immutable.
     *
     * @param latency how long an answer takes; may be zero
     * @param quota the calls per second above which the simulator throttles
     * @param failures scripted failures, such as {@code 3%:50004}, in the simulator's own notation
     */
    public record SimulatorSection(Optional<Duration> latency, OptionalInt quota, List<String> failures) {

        public SimulatorSection {
            failures = List.copyOf(failures);
        }
    }

    /**
     * The section {@code metrics}. Immutable.
     *
     * @param file where metrics are written as Prometheus text
     * @param otlpUrl where they are pushed to by OTLP over HTTP
     */
    public record Metrics(Optional<Path> file, Optional<WebAddress> otlpUrl) {}

    /**
     * The section {@code notify}. Immutable.
     *
     * @param url where the notice is posted to
     * @param on when it is posted
     */
    public record Notification(WebAddress url, Set<Occasion> on) {

        public Notification {
            on = Set.copyOf(on);
        }
    }

    /** When to notify. */
    public enum Occasion {
        /** Whenever the command ends. */
        END,
        /** When it ends with another exit code than 0. */
        FAILURE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The app in which the job deletes, as identities and plans name it. */
    public String app() {
        return credentials.map(given -> Long.toString(given.appId())).orElse("simulator");
    }

    /** What makes a run of this job over this content the same as another. */
    public RunIdentity identity(String content) {
        return new RunIdentity(name, provider.name() + "/" + operation.name() + "/" + app(), content);
    }

    /** The ceiling of the rate in calls a second; infinite if unlimited. */
    public double callsPerSecond() {
        return limits.rate().perSecond().orElse(Double.POSITIVE_INFINITY);
    }

    /** Warnings about settings that are obeyed and yet may not be meant; derived, so that they follow an overridden rate. */
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

    /** The files that the job file names and that are read; the input is not among them. */
    public List<Read> filesRead() {
        List<Read> files = new ArrayList<>();
        keyFile.ifPresent(file -> files.add(new Read("credentials.secret", file, Source.SETTINGS)));
        http.trust().ifPresent(trust -> files.add(new Read("http.trust", trust.path(), Source.SETTINGS)));
        return List.copyOf(files);
    }

    /**
     * The same job at another rate, checked as {@code limits.calls-per-second} is.
     *
     * @param text calls per second, as on the command line: a positive number, or {@code unlimited}
     * @throws JobFileException if it is no rate, or none for this endpoint; the problem's key is {@code --rate}
     */
    public JobDefinition withRate(String text) {
        CallRate rate = CallRate.KIND.parse(text).orElseThrow(() -> refusedRate(CallRate.KIND.mismatch(text)));
        rate.problemAt(endpoint).ifPresent(message -> {
            throw refusedRate(message);
        });
        return with(new Limits(rate, limits.maxInFlight(), limits.strict()), metrics);
    }

    /** The same job with its metrics written to this file. */
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
