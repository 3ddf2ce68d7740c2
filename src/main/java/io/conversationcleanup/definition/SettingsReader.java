package io.conversationcleanup.definition;

import io.conversationcleanup.model.ConversationRules;
import io.conversationcleanup.model.ConversationType;
import io.conversationcleanup.model.OperationFacts;
import io.conversationcleanup.model.SystemText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the sections that all have defaults. After a problem it goes on with the default, to find the others too. */
final class SettingsReader {

    private static final String CONVERSATION_GROUPS = "delete-conversation-group";
    static final ValueKind<Path> PATH = new ValueKind<>(
            SystemText.holdsAllCharacters() ? "a file's path" : "a file's path, in ASCII unless LC_ALL=C.UTF-8 is set",
            SystemText::path);
    private static final ValueKind<String> PATH_TEXT = new ValueKind<>("a file's path", Optional::of);
    private static final int ANY_COUNT = 999_999_999;

    private final Section root;

    SettingsReader(Section root) {
        this.root = root;
    }

    InputSettings input(Optional<OperationFacts> operation) {
        Section input = root.section("input");
        return new InputSettings(
                input.text("path", PATH_TEXT),
                columns(input.section("columns"), operation),
                input.value("accept-odd-ids", ValueKind.YES_OR_NO).orElse(false));
    }

    private static InputSettings.Columns columns(Section columns, Optional<OperationFacts> operation) {
        boolean groups = operation
                .map(OperationFacts::name)
                .filter(CONVERSATION_GROUPS::equals)
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
        return new InputSettings.Columns(
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

    RowDefaults defaults(Optional<OperationFacts> operation) {
        Section defaults = root.section("defaults");
        Optional<ConversationRules> rules = operation.map(OperationFacts::rules);
        List<String> ignored = new ArrayList<>();
        Optional<ConversationType> type = Optional.empty();
        if (rules.isEmpty() || rules.get().typesByText().isEmpty()) {
            // A section that several job files share may well hold it.
            defaults.value("type", ValueKind.TEXT)
                    .filter(text -> rules.isPresent())
                    .ifPresent(text -> ignored.add("type"));
        } else {
            type = defaults.value("type", typeOf(rules.get()));
        }
        boolean clearRamble = defaults.value("clearRamble", ValueKind.YES_OR_NO).orElse(false);
        if (clearRamble
                && rules.filter(known -> known.clearRamble() == ConversationRules.ClearRamble.IGNORED)
                        .isPresent()) {
            ignored.add("clearRamble");
        }
        return new RowDefaults(type, clearRamble && !ignored.contains("clearRamble"), ignored);
    }

    private static ValueKind<ConversationType> typeOf(ConversationRules rules) {
        Map<String, ConversationType> types = rules.typesByText();
        return new ValueKind<>(
                types.keySet().stream().sorted().collect(Collectors.joining(" or ")),
                text -> Optional.ofNullable(types.get(text.toLowerCase(Locale.ROOT))));
    }

    Optional<Limits> limits(Optional<OperationFacts> operation, Optional<Endpoint> endpoint) {
        Section limits = root.section("limits");
        Optional<CallRate> rate = limits.value("calls-per-second", CallRate.KIND);
        rate.flatMap(given -> endpoint.flatMap(given::problemAt))
                .ifPresent(message -> limits.problem("calls-per-second", message));
        OptionalInt maxInFlight = limits.value("max-in-flight", ValueKind.wholeUpTo(10_000))
                .map(OptionalInt::of)
                .orElseGet(OptionalInt::empty);
        boolean strict = limits.value("strict", ValueKind.YES_OR_NO).orElse(false);
        return rate.or(() -> operation.map(CallRate::defaultFor)).map(calls -> new Limits(calls, maxInFlight, strict));
    }

    RetrySettings retry() {
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
        return new RetrySettings(
                retry.value("max-attempts", ValueKind.wholeUpTo(1_000)).orElse(5), first, max);
    }

    StopRuleSettings stopRules() {
        Section rules = root.section("stop-rules");
        ValueKind<OptionalDouble> percent = new ValueKind<>(
                "a number above 0 and up to 100",
                text -> ValueKind.decimal(text)
                        .filter(number -> number > 0 && number <= 100)
                        .map(OptionalDouble::of));
        ValueKind<OptionalInt> count = ValueKind.wholeUpTo(ANY_COUNT).map(OptionalInt::of);
        return new StopRuleSettings(
                rules.value("failed-percent", ValueKind.orOff(percent, OptionalDouble.empty()))
                        .orElseGet(() -> OptionalDouble.of(20)),
                rules.value("after-rows", ValueKind.wholeUpTo(ANY_COUNT)).orElse(1_000),
                rules.value("same-code-in-a-row", ValueKind.orOff(count, OptionalInt.empty()))
                        .orElseGet(() -> OptionalInt.of(50)));
    }

    OutageSettings outage() {
        return new OutageSettings(root.section("outage")
                .value("give-up-after", ValueKind.POSITIVE_DURATION)
                .orElse(Duration.ofMinutes(30)));
    }

    MetricsSettings metrics() {
        Section metrics = root.section("metrics");
        return new MetricsSettings(metrics.text("file", PATH), metrics.value("otlp-url", WebAddress.KIND));
    }

    Optional<NotifySettings> notification() {
        if (!root.has("notify")) {
            return Optional.empty();
        }
        Section notify = root.section("notify");
        ValueKind<NotifySettings.Occasion> kind =
                ValueKind.oneOf(List.of(NotifySettings.Occasion.values()), NotifySettings.Occasion::word);
        Set<NotifySettings.Occasion> on = EnumSet.noneOf(NotifySettings.Occasion.class);
        for (String word : notify.texts("on")) {
            kind.parse(word).ifPresentOrElse(on::add, () -> notify.problem("on", kind.mismatch(word)));
        }
        if (!notify.has("on")) {
            on.add(NotifySettings.Occasion.END);
        } else if (on.isEmpty()) {
            notify.problem("on", "must name when to notify: a list of " + kind.wanted());
        }
        return notify.required("url", WebAddress.KIND).map(url -> new NotifySettings(url, on));
    }

    SimulatorSection simulator(Function<String, Optional<String>> failureProblem) {
        Section simulator = root.section("simulator");
        List<String> failures = simulator.texts("failures");
        failures.forEach(
                failure -> failureProblem.apply(failure).ifPresent(message -> simulator.problem("failures", message)));
        return new SimulatorSection(
                simulator.value("latency", ValueKind.DURATION_OR_ZERO),
                simulator
                        .value("quota", ValueKind.wholeUpTo(1_000_000))
                        .map(OptionalInt::of)
                        .orElseGet(OptionalInt::empty),
                failures);
    }
}
