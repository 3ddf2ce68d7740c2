package io.conversationcleanup.definition;

import io.conversationcleanup.model.FilesApart.Read;
import io.conversationcleanup.model.FilesApart.Source;
import io.conversationcleanup.model.OperationFacts;
import io.conversationcleanup.model.ProviderFacts;
import io.conversationcleanup.model.RunIdentity;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A job as its file describes it, validated and with every default filled in. Immutable; its text shows no secret.
 *
 * @param name the job's name, part of a run's identity; fit to be part of a directory's name
 * @param provider whose API is called
 * @param operation what it is asked to do, one of the provider's
 * @param endpoint where the calls go
 * @param credentials what they are signed with; empty exactly if the endpoint is the simulator, which has its own
 * @param keyFile the file that the job file names for the secret; empty if the secret comes from elsewhere
 * @param input which file holds the conversations
 * @param defaults what holds for rows whose column is absent
 * @param limits how fast and how wide calls are sent
 * @param retry how often a row is sent again
 * @param stopRules when a run stops by itself
 * @param outage what happens while the provider cannot be reached
 * @param http how hosts are reached
 * @param simulator how the simulator behaves; empty if the file does not say, or the endpoint is another
 * @param metrics where figures go while it runs
 * @param notification whom to notify; empty for nobody
 */
public record JobDefinition(
        String name,
        ProviderFacts provider,
        OperationFacts operation,
        Endpoint endpoint,
        Optional<Credentials> credentials,
        Optional<Path> keyFile,
        InputSettings input,
        RowDefaults defaults,
        Limits limits,
        RetrySettings retry,
        StopRuleSettings stopRules,
        OutageSettings outage,
        HttpSection http,
        Optional<SimulatorSection> simulator,
        MetricsSettings metrics,
        Optional<NotifySettings> notification) {

    /** The option that overrides the file's rate; the key of its problems. */
    private static final String RATE_OPTION = "--rate";

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

    /** What is allowed and obeyed, and yet may not be meant; derived, so that it follows an overridden rate. */
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

    /** The same job with its figures written to this file. */
    public JobDefinition withMetricsFile(Path file) {
        return with(limits, new MetricsSettings(Optional.of(file), metrics.otlpUrl()));
    }

    private JobDefinition with(Limits limits, MetricsSettings metrics) {
        return new JobDefinition(
                name,
                provider,
                operation,
                endpoint,
                credentials,
                keyFile,
                input,
                defaults,
                limits,
                retry,
                stopRules,
                outage,
                http,
                simulator,
                metrics,
                notification);
    }

    private static JobFileException refusedRate(String message) {
        return new JobFileException("The command line", List.of(new Problem(RATE_OPTION, message)));
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
