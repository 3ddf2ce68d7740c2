package io.conversationcleanup.definition;

import io.conversationcleanup.definition.JobFileException.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One mapping of the file with typed values; collects each problem with its key and line. A message shows a value as
 * written, never a placeholder's replacement. Not thread-safe.
 */
final class Section {

    /** Keys whose values may hold a secret, even by mistake. */
    private static final Set<String> NEVER_SHOWN = Set.of(
            "endpoint",
            "credentials.app-id",
            "credentials.admin",
            "credentials.secret",
            "http.proxy",
            "notify.url",
            "metrics.otlp-url");

    /** Other unknown keys are not shown: a key may be a secret whose own key is missing. */
    private static final Pattern LOOKS_LIKE_A_KEY = Pattern.compile("[A-Za-z._-]{1,24}");

    /** The dates in this value are filled in when its file is searched, see {@link JobDefinition.Input}. */
    private static final String DATED = "input.path";

    private static final Pattern DATE = Pattern.compile("date(?![A-Za-z0-9_])");
    private static final Pattern MEANT_FOR_DATE = Pattern.compile("environment variables? (?:.*, )?(?i:da)");
    private static final String DATES = "; dates are ${date}, ${date-1d}, ${date:yyyyMMdd} or both";

    private final String path;
    private final Placeholders placeholders;
    private final Problems problems;
    private final Map<String, Node> entries = new LinkedHashMap<>();

    private Section(String path, Placeholders placeholders, Problems problems) {
        this.path = path;
        this.placeholders = placeholders;
        this.problems = problems;
    }

    static Section root(MappingNode node, Placeholders placeholders, Problems problems) {
        Section root = new Section("", placeholders, problems);
        root.addAll(node);
        return root;
    }

    Placeholders placeholders() {
        return placeholders;
    }

    Problems problems() {
        return problems;
    }

    private void addAll(MappingNode node) {
        for (NodeTuple entry : node.getValue()) {
            String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (!KnownKeys.of(path).contains(key)) {
                unknown(key, line(entry.getKeyNode()));
            } else if (entries.containsKey(key)) {
                problems.add(keyPath(key), line(entry.getKeyNode()), "stands in the file more than once; keep one");
            } else {
                entries.put(key, entry.getValueNode());
            }
        }
    }

    private void unknown(String key, int line) {
        String known = "the keys here are " + String.join(", ", KnownKeys.of(path));
        if (!LOOKS_LIKE_A_KEY.matcher(key).matches()) {
            problems.add(
                    path.isEmpty() ? JobFileSource.KEY : path,
                    line,
                    "holds an unknown key, not shown as it may be a value; " + known);
            return;
        }
        String hint = KnownKeys.nearest(path, key)
                .map(nearest -> "did you mean " + nearest + "?")
                .orElse(known);
        problems.add(keyPath(key), line, "is not a known key; " + hint);
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    Section section(String key) {
        Section section = new Section(keyPath(key), placeholders, problems);
        Node node = entries.get(key);
        if (node instanceof MappingNode mapping) {
            section.addAll(mapping);
        } else if (node != null && !isNull(node)) {
            String keys = String.join(", ", KnownKeys.of(keyPath(key)));
            problem(key, "must be a section with the keys " + keys + ", not " + called(node));
        }
        return section;
    }

    <T> Optional<T> value(String key, ValueKind<T> kind) {
        return rawText(key).flatMap(raw -> valueOf(raw, kind, key));
    }

    boolean isTrue(String key) {
        return value(key, ValueKind.YES_OR_NO).orElse(false);
    }

    /** Returns a text; a number or true must be quoted because it is hardly meant as a text. */
    <T> Optional<T> text(String key, ValueKind<T> kind) {
        if (entries.get(key) instanceof ScalarNode node && !Tag.STR.equals(node.getTag()) && !isNull(node)) {
            problem(key, kind.mismatch(node.getValue()) + "; if it is meant so, write it in quotes");
            return Optional.empty();
        }
        return value(key, kind);
    }

    <T> Optional<T> required(String key, ValueKind<T> kind) {
        if (!has(key)) {
            problem(key, "is missing; it must be " + kind.wanted());
        }
        return value(key, kind);
    }

    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        Node node = entries.get(key);
        if (node instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                if (item instanceof ScalarNode scalar && !isNull(scalar)) {
                    valueOf(scalar.getValue(), ValueKind.TEXT, key).ifPresent(texts::add);
                } else {
                    problem(key, "must be a list of texts, and one of its items is " + called(item));
                }
            }
        } else if (node != null) {
            problem(key, "must be a list, not " + called(node));
        }
        return texts;
    }

    /** Returns the text as written; empty if it is absent or wrong. */
    Optional<String> rawText(String key) {
        Node node = entries.get(key);
        if (node instanceof ScalarNode scalar && !isNull(node)) {
            return Optional.of(scalar.getValue());
        }
        if (node != null) {
            problem(
                    key,
                    isNull(node)
                            ? "has no value; write one, or remove the key"
                            : "must be a single value, not " + called(node));
        }
        return Optional.empty();
    }

    private <T> Optional<T> valueOf(String raw, ValueKind<T> kind, String key) {
        String place = keyPath(key);
        Consumer<String> problem = problem(key);
        Optional<String> text = place.equals(DATED)
                ? placeholders.fill(
                        raw,
                        inBraces -> DATE.matcher(inBraces).lookingAt(),
                        message ->
                                problem.accept(MEANT_FOR_DATE.matcher(message).find() ? message + DATES : message))
                : placeholders.fill(raw, inBraces -> false, problem);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (text.get().isBlank()) {
            problem.accept("is empty" + (raw.isBlank() ? "" : " once its ${…} is filled in"));
            return Optional.empty();
        }
        Optional<T> value = kind.parse(text.get());
        if (value.isEmpty()) {
            problem.accept(NEVER_SHOWN.contains(place) ? "must be " + kind.wanted() : kind.mismatch(raw));
        }
        return value;
    }

    void problem(String key, String message) {
        Node node = entries.get(key);
        if (node == null) {
            problems.add(keyPath(key), message);
        } else {
            problems.add(keyPath(key), line(node), message);
        }
    }

    Consumer<String> problem(String key) {
        return message -> problem(key, message);
    }

    private String keyPath(String key) {
        return KnownKeys.path(path, key);
    }

    private static boolean isNull(Node node) {
        return Tag.NULL.equals(node.getTag());
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    private static String called(Node node) {
        if (isNull(node)) {
            return "nothing";
        }
        return node instanceof MappingNode ? "a section" : node instanceof SequenceNode ? "a list" : "a single value";
    }
}
