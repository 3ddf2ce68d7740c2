package io.conversationcleanup.definition;

import io.conversationcleanup.definition.JobDefinition.Input;
import io.conversationcleanup.definition.JobDefinition.Limits;
import io.conversationcleanup.definition.JobDefinition.Metrics;
import io.conversationcleanup.definition.JobDefinition.Notification;
import io.conversationcleanup.definition.JobDefinition.RowDefaults;
import io.conversationcleanup.definition.JobDefinition.SimulatorSection;
import io.conversationcleanup.definition.JobFileException.Problems;
import io.conversationcleanup.model.OperationFacts;
import io.conversationcleanup.model.ProviderFacts;
import io.conversationcleanup.model.RetryPolicy;
import io.conversationcleanup.model.StopLimits;
import java.nio.file.Path;
import java.time.Duration;
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

    private final String subject;
    private final Path directory;
    private final Section root;
    private final Problems problems;

    private JobDefinitionReader(Path file, Section root, Problems problems) {
        this.subject = subject(file);
        this.directory = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
        this.root = root;
        this.problems = problems;
    }

    /**
     * Reads and checks a job file.
     *
     * @param environment the values of {@code ${NAME}}; can name a proxy too
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
        Problems problems = new Problems();
        Optional<MappingNode> node = JobFileSource.compose(file, problems);
        problems.throwIfAny(subject(file));
        Section root = Section.root(node.orElseThrow(), new Placeholders(environment), problems);
        return new JobDefinitionReader(file, root, problems)
                .definition(providers, new ProxyReader(environment, properties), failureProblem);
    }

    private static String subject(Path file) {
        return "The job file " + file;
    }

    /** Reads every key, whatever is wrong with the others, so that all problems are reported. */
    private JobDefinition definition(
            List<ProviderFacts> providers, ProxyReader proxies, Function<String, Optional<String>> failureProblem) {
        Optional<String> name = root.required("name", NAME_KIND);
        Optional<ProviderFacts> provider = root.required("provider", ValueKind.oneOf(providers, ProviderFacts::name));
        Optional<OperationFacts> operation = operation(provider);
        Optional<Endpoint> endpoint = Endpoint.read(root, provider);
        Section signing = root.section("credentials");
        Optional<Credentials> credentials = credentials(signing, provider, endpoint);
        SettingsReader settings = new SettingsReader(root);
        Input input = settings.input(operation);
        RowDefaults defaults = settings.defaults(operation);
        Optional<Limits> limits = settings.limits(operation, endpoint);
        RetryPolicy retry = settings.retry();
        StopLimits stopRules = settings.stopRules();
        Duration giveUpAfter = settings.giveUpAfter();
        HttpSection http = HttpSection.read(root.section("http"), directory, proxies, endpoint);
        Optional<SimulatorSection> simulator = settings.simulator(endpoint, failureProblem);
        Metrics metrics = settings.metrics();
        Optional<Notification> notification = settings.notification();
        problems.throwIfAny(subject);
        return new JobDefinition(
                name.orElseThrow(),
                provider.orElseThrow(),
                operation.orElseThrow(),
                endpoint.orElseThrow(),
                credentials,
                Credentials.keyFile(signing),
                input,
                defaults,
                limits.orElseThrow(),
                retry,
                stopRules,
                giveUpAfter,
                http,
                simulator,
                metrics,
                notification);
    }

    private Optional<OperationFacts> operation(Optional<ProviderFacts> provider) {
        if (provider.isEmpty()) {
            root.required("operation", ValueKind.TEXT);
        }
        return provider.flatMap(
                facts -> root.required("operation", ValueKind.oneOf(facts.operations(), OperationFacts::name)));
    }

    private static Optional<Credentials> credentials(
            Section section, Optional<ProviderFacts> provider, Optional<Endpoint> endpoint) {
        if (endpoint.filter(Endpoint::isSimulator).isPresent()) {
            Credentials.checkUnused(section);
            return Optional.empty();
        }
        return Credentials.read(section, provider);
    }
}
