package io.conversationcleanup.definition;

import io.conversationcleanup.model.OperationFacts;
import io.conversationcleanup.model.ProviderFacts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;

/** Reads a job file. For one thread and one file; use {@link #read}. */
public final class JobDefinitionReader {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final ValueKind<String> NAME_KIND = new ValueKind<>(
            "1 to 64 letters, digits, dots, underscores and hyphens, with a letter or digit first",
            text -> Optional.of(text).filter(NAME.asMatchPredicate()));

    private final Section root;
    private final Placeholders placeholders;
    private final HttpReader http;
    private final Function<String, Optional<String>> failureProblem;

    private JobDefinitionReader(
            Section root,
            Placeholders placeholders,
            HttpReader http,
            Function<String, Optional<String>> failureProblem) {
        this.root = root;
        this.placeholders = placeholders;
        this.http = http;
        this.failureProblem = failureProblem;
    }

    /**
     * Reads and checks a job file.
     *
     * @param file where it is
     * @param environment what {@code ${NAME}} in its values stands for; names a proxy too
     * @param properties the JVM's system properties, which can name a proxy
     * @param providers what is documented of each provider that the file may name
     * @param failureProblem what is wrong with one text of {@code simulator.failures}, or empty if the simulator
     *     understands it
     * @throws JobFileException with every problem of the file at once, if there is any
     */
    public static JobDefinition read(
            Path file,
            Map<String, String> environment,
            Map<String, String> properties,
            List<ProviderFacts> providers,
            Function<String, Optional<String>> failureProblem) {
        String subject = "The job file " + file;
        Problems problems = new Problems();
        Optional<MappingNode> node = JobFileSource.compose(file, problems);
        problems.throwIfAny(subject);
        Placeholders placeholders = new Placeholders(environment);
        Section root = Section.root(node.orElseThrow(), placeholders, problems);
        Path directory = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
        HttpReader http = new HttpReader(directory, environment, properties, problems);
        Optional<JobDefinition> definition =
                new JobDefinitionReader(root, placeholders, http, failureProblem).definition(providers);
        problems.throwIfAny(subject);
        return definition.orElseThrow();
    }

    /** Reads every key, whatever is wrong with the others, so that all problems are told; empty if one is. */
    private Optional<JobDefinition> definition(List<ProviderFacts> providers) {
        Optional<String> name = root.required("name", NAME_KIND);
        Optional<ProviderFacts> provider = root.required("provider", ValueKind.oneOf(providers, ProviderFacts::name));
        Optional<OperationFacts> operation = operation(provider);
        Optional<Endpoint> endpoint = new EndpointReader(root, provider).read();
        CredentialsReader reader = new CredentialsReader(root.section("credentials"), placeholders);
        Optional<Credentials> credentials = credentials(reader, provider, endpoint);
        SettingsReader settings = new SettingsReader(root);
        InputSettings input = settings.input(operation);
        RowDefaults defaults = settings.defaults(operation);
        Optional<Limits> limits = settings.limits(operation, endpoint);
        RetrySettings retry = settings.retry();
        StopRuleSettings stopRules = settings.stopRules();
        OutageSettings outage = settings.outage();
        HttpSection hosts = http.read(root.section("http"), endpoint);
        Optional<SimulatorSection> simulator = simulator(settings, endpoint);
        MetricsSettings metrics = settings.metrics();
        Optional<NotifySettings> notification = settings.notification();
        return name.isEmpty() || provider.isEmpty() || operation.isEmpty() || endpoint.isEmpty() || limits.isEmpty()
                ? Optional.empty()
                : Optional.of(new JobDefinition(
                        name.get(),
                        provider.get(),
                        operation.get(),
                        endpoint.get(),
                        credentials,
                        reader.keyFile(),
                        input,
                        defaults,
                        limits.get(),
                        retry,
                        stopRules,
                        outage,
                        hosts,
                        simulator,
                        metrics,
                        notification));
    }

    private Optional<SimulatorSection> simulator(SettingsReader settings, Optional<Endpoint> endpoint) {
        if (!root.has("simulator")) {
            return Optional.empty();
        }
        if (endpoint.isPresent() && !(endpoint.get() instanceof Endpoint.Simulator)) {
            root.problem("simulator", "is for endpoint: simulator alone; remove the section, or change the endpoint");
        }
        return Optional.of(settings.simulator(failureProblem));
    }

    private Optional<OperationFacts> operation(Optional<ProviderFacts> provider) {
        if (provider.isEmpty()) {
            root.required("operation", ValueKind.TEXT);
        }
        return provider.flatMap(
                facts -> root.required("operation", ValueKind.oneOf(facts.operations(), OperationFacts::name)));
    }

    private static Optional<Credentials> credentials(
            CredentialsReader reader, Optional<ProviderFacts> provider, Optional<Endpoint> endpoint) {
        if (endpoint.filter(Endpoint.Simulator.class::isInstance).isPresent()) {
            reader.checkUnused();
            return Optional.empty();
        }
        return reader.read(provider);
    }
}
