package io.conversationcleanup.definition;

import io.conversationcleanup.definition.JobDefinition.Columns;
import io.conversationcleanup.definition.JobDefinition.Input;
import io.conversationcleanup.definition.JobDefinition.Limits;
import io.conversationcleanup.definition.JobDefinition.Metrics;
import io.conversationcleanup.definition.JobDefinition.Notification;
import io.conversationcleanup.definition.JobDefinition.Occasion;
import io.conversationcleanup.definition.JobDefinition.RowDefaults;
import io.conversationcleanup.definition.JobDefinition.SimulatorSection;
import io.conversationcleanup.definition.JobFileException.Problems;
import io.conversationcleanup.model.ConversationRules.ClearRamble;
import io.conversationcleanup.model.ConversationType;
import io.conversationcleanup.model.ProviderFacts;
import io.conversationcleanup.model.ProviderFacts.OperationFacts;
import io.conversationcleanup.model.RetryPolicy;
import io.conversationcleanup.model.StopLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.MappingNode;

/** Reads a job file. Not thread-safe; use {@link #read}. */
public final class JobDefinitionReader {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final ValueKind<String> NAME_KIND = new ValueKind<>(
            "1 to 64 letters, digits, dots, underscores and hyphens, with a letter or digit first",
            text -> Optional.of(text).filter(NAME.asMatchPredicate()));

    private static final String CONVERSATION_GROUPS = "delete-conversation-group";
    private static final ValueKind<String> PATH_TEXT = new ValueKind<>("a file's path", Optional::of);
    private static final int ANY_COUNT = 999_999_999;

    private final Path directory;
    private final Section root;

    private JobDefinitionReader(Path file, Section root) {
        this.directory = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
        this.root = root;
    }

    /**
     * Reads and checks a job file.
     *
     * @param properties the JVM's system properties, for proxies
     * @param failureProblem returns the problem with one text of {@code simulator.failures}, or empty
     * @throws JobFileException with all problems of the file
     */
    public static JobDefinition read(
            Path file,
            Map<String, String> environment,
            Map<String, String> properties,
            List<ProviderFacts> providers,
            Function<String, Optional<String>> failureProblem) {
        Problems problems = new Problems("The job file " + file);
        Optional<MappingNode> node = JobFileSource.compose(file, problems);
        problems.throwIfAny();
        Section root = Section.root(node.orElseThrow(), new Placeholders(environment), problems);
        return new JobDefinitionReader(file, root)
                .definition(providers, new ProxyReader(environment, properties), failureProblem);
    }

    /** Reads every key, even after a problem, so that all problems are reported. */
    private JobDefinition definition(
            List<ProviderFacts> providers, ProxyReader proxies, Function<String, Optional<String>> failureProblem) {
        Optional<String> name = root.required("name", NAME_KIND);
        Optional<ProviderFacts> provider = root.required("provider", ValueKind.oneOf(providers, ProviderFacts::name));
        Optional<OperationFacts> operation = operation(provider);
        Optional<Endpoint> endpoint = Endpoint.read(root, provider);
        Section signing = root.section("credentials");
        Optional<Credentials> credentials = credentials(signing, provider, endpoint);
        Input input = input(operation);
        RowDefaults defaults = defaults(operation);
        Optional<Limits> limits = limits(operation, endpoint);
        RetryPolicy retry = retry();
        StopLimits stopRules = stopRules();
        Duration giveUpAfter = giveUpAfter();
        HttpSection http = HttpSection.read(root.section("http"), directory, proxies, endpoint);
        Optional<SimulatorSection> simulator = simulator(endpoint, failureProblem);
        Metrics metrics = metrics();
        Optional<Notification> notification = notification();
        root.problems().throwIfAny();
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

    private Input input(Optional<OperationFacts> operation) {
        Section input = root.section("input");
        return new Input(
                input.text("path", PATH_TEXT),
                columns(input.section("columns"), operation),
                input.isTrue("accept-odd-ids"));
    }

    private static Columns columns(Section columns, Optional<OperationFacts> operation) {
        boolean groups = operation
                .filter(facts -> facts.name().equals(CONVERSATION_GROUPS))
                .isPresent();
        List<String> peerKeys = List.of("peer", "groupName", "group_name").stream()
                .filter(columns::has)
                .toList();
        if (peerKeys.size() > 1) {
            columns.problem(peerKeys.get(1), "means the same as " + peerKeys.get(0) + "; keep one of them");
        } else if (operation.isPresent() && !groups && !columns.has("peer") && !peerKeys.isEmpty()) {
            columns.problem(peerKeys.get(0), "is for " + CONVERSATION_GROUPS + " alone; write peer");
        }
        Map<String, String> keysByColumn = new HashMap<>();
        return new Columns(
                column(columns, "user", keysByColumn),
                peerKeys.isEmpty() ? Optional.empty() : column(columns, peerKeys.get(0), keysByColumn),
                column(columns, "type", keysByColumn),
                column(columns, "clearRamble", keysByColumn));
    }

    private static Optional<String> column(Section columns, String key, Map<String, String> keysByColumn) {
        Optional<String> name = columns.value(key, ValueKind.TEXT);
        if (name.isPresent()) {
            if (name.get().startsWith("_")) {
                columns.problem(key, "cannot be a column that begins with _, as those are ignored");
            }
            String plain = name.get().toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
            Optional.ofNullable(keysByColumn.putIfAbsent(plain, key))
                    .ifPresent(other ->
                            columns.problem(key, "names the same column as " + other + "; each needs its own"));
        }
        return name;
    }

    private RowDefaults defaults(Optional<OperationFacts> operation) {
        Section defaults = root.section("defaults");
        List<String> ignored = new ArrayList<>();
        Map<String, ConversationType> types =
                operation.map(facts -> facts.rules().typesByText()).orElse(Map.of());
        Optional<ConversationType> type = Optional.empty();
        if (!types.isEmpty()) {
            type = defaults.value("type", typeOf(types));
        } else if (defaults.value("type", ValueKind.TEXT).isPresent()) {
            // Not a problem: several job files may share the section.
            ignored.add("type");
        }
        boolean clearRamble = defaults.isTrue("clearRamble");
        boolean hasMeaning = operation.isEmpty() || operation.get().rules().clearRamble() != ClearRamble.IGNORED;
        if (clearRamble && !hasMeaning) {
            ignored.add("clearRamble");
        }
        return new RowDefaults(type, clearRamble && hasMeaning, ignored);
    }

    private static ValueKind<ConversationType> typeOf(Map<String, ConversationType> types) {
        return new ValueKind<>(
                types.keySet().stream().sorted().collect(Collectors.joining(" or ")),
                text -> Optional.ofNullable(types.get(text.toLowerCase(Locale.ROOT))));
    }

    private Optional<Limits> limits(Optional<OperationFacts> operation, Optional<Endpoint> endpoint) {
        Section limits = root.section("limits");
        Optional<CallRate> rate = limits.value("calls-per-second", CallRate.KIND);
        rate.flatMap(given -> endpoint.flatMap(given::problemAt))
                .ifPresent(message -> limits.problem("calls-per-second", message));
        OptionalInt maxInFlight = whole(limits, "max-in-flight", 10_000);
        boolean strict = limits.isTrue("strict");
        return rate.or(() -> operation.map(CallRate::defaultFor)).map(calls -> new Limits(calls, maxInFlight, strict));
    }

    private static OptionalInt whole(Section section, String key, int highest) {
        Optional<Integer> given = section.value(key, ValueKind.wholeUpTo(highest));
        return given.isPresent() ? OptionalInt.of(given.get()) : OptionalInt.empty();
    }

    private RetryPolicy retry() {
        Section retry = root.section("retry");
        Optional<Duration> firstGiven = retry.value("first-delay", ValueKind.POSITIVE_DURATION);
        Optional<Duration> maxGiven = retry.value("max-delay", ValueKind.POSITIVE_DURATION);
        Duration first = firstGiven.orElse(Duration.ofSeconds(1));
        Duration max = maxGiven.orElse(Duration.ofSeconds(60));
        boolean bothHold =
                retry.has("first-delay") == firstGiven.isPresent() && retry.has("max-delay") == maxGiven.isPresent();
        if (bothHold && first.compareTo(max) > 0) {
            if (firstGiven.isPresent()) {
                retry.problem(
                        "first-delay",
                        "is longer than max-delay" + (maxGiven.isPresent() ? "" : ", which is 60s by default"));
            } else {
                retry.problem("max-delay", "is shorter than first-delay, which is 1s by default");
            }
        }
        return new RetryPolicy(
                retry.value("max-attempts", ValueKind.wholeUpTo(1_000)).orElse(5), first, max);
    }

    private StopLimits stopRules() {
        Section rules = root.section("stop-rules");
        ValueKind<Double> percent = new ValueKind<>(
                "a number above 0 and up to 100",
                text -> ValueKind.decimal(text).filter(number -> number > 0 && number <= 100));
        ValueKind<Integer> count = ValueKind.wholeUpTo(ANY_COUNT);
        return new StopLimits(
                rules.value("failed-percent", ValueKind.orOff(percent, Double.POSITIVE_INFINITY))
                        .orElse(20.0),
                rules.value("after-rows", count).orElse(1_000),
                rules.value("same-code-in-a-row", ValueKind.orOff(count, 0)).orElse(50));
    }

    private Duration giveUpAfter() {
        return root.section("outage")
                .value("give-up-after", ValueKind.POSITIVE_DURATION)
                .orElse(Duration.ofMinutes(30));
    }

    private Metrics metrics() {
        Section metrics = root.section("metrics");
        return new Metrics(metrics.text("file", ValueKind.PATH), metrics.value("otlp-url", WebAddress.KIND));
    }

    private Optional<Notification> notification() {
        if (!root.has("notify")) {
            return Optional.empty();
        }
        Section notify = root.section("notify");
        ValueKind<Occasion> kind = ValueKind.oneOf(List.of(Occasion.values()), Occasion::word);
        Set<Occasion> on = EnumSet.noneOf(Occasion.class);
        for (String word : notify.texts("on")) {
            kind.parse(word).ifPresentOrElse(on::add, () -> notify.problem("on", kind.mismatch(word)));
        }
        if (!notify.has("on")) {
            on.add(Occasion.END);
        } else if (on.isEmpty()) {
            notify.problem("on", "must name when to notify: a list of " + kind.wanted());
        }
        return notify.required("url", WebAddress.KIND).map(url -> new Notification(url, on));
    }

    private Optional<SimulatorSection> simulator(
            Optional<Endpoint> endpoint, Function<String, Optional<String>> failureProblem) {
        if (!root.has("simulator")) {
            return Optional.empty();
        }
        if (endpoint.isPresent() && !endpoint.get().isSimulator()) {
            root.problem("simulator", "is for endpoint: simulator alone; remove the section, or change the endpoint");
        }
        Section simulator = root.section("simulator");
        List<String> failures = simulator.texts("failures");
        failures.forEach(failure -> failureProblem.apply(failure).ifPresent(simulator.problem("failures")));
        return Optional.of(new SimulatorSection(
                simulator.value("latency", ValueKind.DURATION_OR_ZERO),
                whole(simulator, "quota", 1_000_000),
                failures));
    }
}
