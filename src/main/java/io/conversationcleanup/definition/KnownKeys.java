package io.conversationcleanup.definition;

import io.conversationcleanup.model.Spelling;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The valid keys of a job file, and suggestions for misspelled ones. Stateless. */
final class KnownKeys {

    private static final List<String> ROOT = List.of(
            "name provider operation endpoint credentials input defaults limits retry stop-rules outage http simulator metrics notify"
                    .split(" "));

    /** The keys by their section's path, which is empty for the top level. */
    private static final Map<String, List<String>> BY_SECTION = Map.ofEntries(
            Map.entry("", ROOT),
            Map.entry("credentials", List.of("app-id", "admin", "secret")),
            Map.entry("input", List.of("path", "columns", "accept-odd-ids")),
            Map.entry("input.columns", List.of("user", "peer", "type", "clearRamble", "groupName", "group_name")),
            Map.entry("defaults", List.of("type", "clearRamble")),
            Map.entry("limits", List.of("calls-per-second", "max-in-flight", "strict")),
            Map.entry("retry", List.of("max-attempts", "first-delay", "max-delay")),
            Map.entry("stop-rules", List.of("failed-percent", "after-rows", "same-code-in-a-row")),
            Map.entry("outage", List.of("give-up-after")),
            Map.entry("http", List.of("proxy", "trust")),
            Map.entry("simulator", List.of("latency", "quota", "failures")),
            Map.entry("metrics", List.of("file", "otlp-url")),
            Map.entry("notify", List.of("url", "on")));

    private KnownKeys() {}

    static List<String> of(String section) {
        return BY_SECTION.getOrDefault(section, List.of());
    }

    static String path(String section, String key) {
        return section.isEmpty() ? key : section + "." + key;
    }

    static Optional<String> nearest(String section, String unknown) {
        return BY_SECTION.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .map(key -> new Candidate(
                                path(entry.getKey(), key),
                                Spelling.distance(plain(unknown), plain(key)),
                                !section.equals(entry.getKey()))))
                .filter(candidate -> candidate.distance <= Math.max(1, unknown.length() / 3))
                .min(Comparator.comparingInt(Candidate::distance)
                        .thenComparing(Candidate::elsewhere)
                        .thenComparing(Candidate::path))
                .map(Candidate::path);
    }

    private record Candidate(String path, int distance, boolean elsewhere) {}

    /** Makes {@code callsPerSecond} match {@code calls-per-second}. */
    private static String plain(String key) {
        return key.toLowerCase(Locale.ROOT).replaceAll("[-_. ]", "");
    }
}
