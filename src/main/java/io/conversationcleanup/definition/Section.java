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
 * One mapping of the file, with typed access to its values; every problem goes to the collector with its key and line.
 * For one thread. A message shows a value as it stands in the file, never what a placeholder stands for.
 */
final class Section {

    /** Values that may be, or hold, a secret by mistake. */
    private static final Set<String> NEVER_SHOWN = Set.of(
            "endpoint",
            "credentials.app-id",
            "credentials.admin",
            "credentials.secret",
            "http.proxy",
            "notify.url",
            "metrics.otlp-url");

    /** What may be shown of an unknown key: a secret written without its key can stand in the place of one. */
    private static final Pattern LOOKS_LIKE_A_KEY = Pattern.compile("[A-Za-z._-]{1,24}");

    /** Its dates are those of the day on which the file is looked for, see {@link JobDefinition.Input}. */
    private static final String DATED = "input.path";

    private static final Pattern MEANT_FOR_DATE = Pattern.compile("environment variables? (?:.*, )?(?i:da)");

    private static final String DATES = "; dates are ${date}, ${date-1d}, ${date:yyyyMMdd} or both";

    private static final Pattern DATE = Pattern.compile("date(?![A-Za-z0-9_])");

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

    /** Whether the key has a value, be it a wrong one. */
    boolean has(String key) {
        return node(key).isPresent();
    }

    /** The section under this key; an absent one, or one without keys, is empty. */
    Section section(String key) {
        Section section = new Section(keyPath(key), placeholders, problems);
        node(key).filter(node -> !isNull(node)).ifPresent(node -> {
            if (node instanceof MappingNode mapping) {
                section.addAll(mapping);
            } else {
                problem(
                        key,
                        "must be a section with the keys " + String.join(", ", KnownKeys.of(keyPath(key))) + ", not "
                                + called(node));
            }
        });
        return section;
    }

    /** The value under this key; empty if it is absent, or once its problem is told. */
    <T> Optional<T> value(String key, ValueKind<T> kind) {
        return rawText(key).flatMap(raw -> valueOf(raw, kind, keyPath(key), problem(key)));
    }

    /** The same for what must be a text: a number, or true, is hardly meant, and has to stand in quotes if it is. */
    <T> Optional<T> text(String key, ValueKind<T> kind) {
        Optional<ScalarNode> other = node(key)
                .filter(ScalarNode.class::isInstance)
                .map(ScalarNode.class::cast)
                .filter(node -> !Tag.STR.equals(node.getTag()) && !isNull(node));
        if (other.isPresent()) {
            problem(key, kind.mismatch(other.get().getValue()) + "; if it is meant so, write it in quotes");
            return Optional.empty();
        }
        return value(key, kind);
    }

    /** The same for a key that must be there. */
    <T> Optional<T> required(String key, ValueKind<T> kind) {
        if (!has(key)) {
            problem(key, "is missing; it must be " + kind.wanted());
        }
        return value(key, kind);
    }

    /** The texts of the list under this key. */
    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        node(key).ifPresent(node -> {
            if (!(node instanceof SequenceNode sequence)) {
                problem(key, "must be a list, not " + called(node));
                return;
            }
            for (Node item : sequence.getValue()) {
                if (item instanceof ScalarNode scalar && !isNull(scalar)) {
                    valueOf(scalar.getValue(), ValueKind.TEXT, keyPath(key), problem(key))
                            .ifPresent(texts::add);
                } else {
                    problem(key, "must be a list of texts, and one of its items is " + called(item));
                }
            }
        });
        return texts;
    }

    /** The text under this key as it stands in the file; empty if it is absent, or once its problem is told. */
    Optional<String> rawText(String key) {
        Optional<Node> node = node(key);
        if (node.isPresent() && isNull(node.get())) {
            problem(key, "has no value; write one, or remove the key");
            return Optional.empty();
        }
        if (node.isPresent() && !(node.get() instanceof ScalarNode)) {
            problem(key, "must be a single value, not " + called(node.get()));
            return Optional.empty();
        }
        return node.map(ScalarNode.class::cast).map(ScalarNode::getValue);
    }

    private <T> Optional<T> valueOf(String raw, ValueKind<T> kind, String place, Consumer<String> problem) {
        Optional<String> text = place.equals(DATED)
                ? placeholders.fill(
                        raw,
                        inBraces -> DATE.matcher(inBraces).lookingAt(),
                        message ->
                                problem.accept(MEANT_FOR_DATE.matcher(message).find() ? message + DATES : message))
                : placeholders.fill(raw, problem);
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

    /** Tells of a problem with this key, at its line if it is there. */
    void problem(String key, String message) {
        node(key)
                .ifPresentOrElse(
                        node -> problems.add(keyPath(key), line(node), message),
                        () -> problems.add(keyPath(key), message));
    }

    private Consumer<String> problem(String key) {
        return message -> problem(key, message);
    }

    private Optional<Node> node(String key) {
        return Optional.ofNullable(entries.get(key));
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
