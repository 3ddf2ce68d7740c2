package io.conversationcleanup.definition;

import io.conversationcleanup.definition.JobFileException.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;

/** Parses a file into YAML nodes with line numbers, without binding to classes. Stateless. */
final class JobFileSource {

    static final String KEY = "job file";

    private static final int MAX_BYTES = 1 << 20;

    /** Parser messages that quote at most one character of the file; others may quote a secret. */
    private static final List<String> HARMLESS = List.of(
            "mapping ",
            "sequence ",
            "could not ",
            "expected ",
            "found character ",
            "found unexpected ",
            "but found another");

    private JobFileSource() {}

    /** Returns the top section; empty after a problem. */
    static Optional<MappingNode> compose(Path file, Problems problems) {
        Optional<Node> node = text(file, problems).flatMap(text -> node(text, problems));
        if (node.isEmpty() || node.get() instanceof MappingNode) {
            return node.map(MappingNode.class::cast);
        }
        if (Tag.NULL.equals(node.get().getTag())) {
            problems.add(KEY, "is empty");
        } else {
            int line = node.get().getStartMark().getLine() + 1;
            problems.add(KEY, line, "must hold keys with values, such as name: demo");
        }
        return Optional.empty();
    }

    private static Optional<String> text(Path file, Problems problems) {
        if (!Files.exists(file)) {
            problems.add(KEY, "there is no such file; check the path");
        } else if (Files.isDirectory(file)) {
            problems.add(KEY, "is a directory; name a file in it");
        } else {
            try (InputStream in = Files.newInputStream(file)) {
                byte[] bytes = in.readNBytes(MAX_BYTES + 1);
                if (bytes.length <= MAX_BYTES) {
                    String text = StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString();
                    return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
                }
                problems.add(KEY, "is longer than 1 MiB; it is hardly a job file");
            } catch (CharacterCodingException e) {
                problems.add(KEY, "is not UTF-8 text");
            } catch (IOException e) {
                problems.add(KEY, "cannot be read; check its permissions");
            }
        }
        return Optional.empty();
    }

    private static Optional<Node> node(String text, Problems problems) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(0);
        options.setAllowDuplicateKeys(false);
        try {
            Optional<Node> node =
                    Optional.ofNullable(new Yaml(new SafeConstructor(options)).compose(new StringReader(text)));
            if (node.isEmpty()) {
                problems.add(KEY, "is empty");
            }
            return node;
        } catch (MarkedYAMLException e) {
            problems.add(KEY, e.getProblemMark().getLine() + 1, "is not YAML: " + withoutFileContent(e.getProblem()));
        } catch (YAMLException e) {
            problems.add(
                    KEY,
                    "is not YAML that a job file may hold: it has control characters, an alias of a section,"
                            + " or sections too deep in one another");
        }
        return Optional.empty();
    }

    private static String withoutFileContent(String problem) {
        if (problem.startsWith("expected ',' or ")) {
            return problem + "; within {…} and […] a value that holds ${…} must stand in quotes";
        }
        return HARMLESS.stream().anyMatch(problem::startsWith)
                ? problem
                : "a value that begins with a special character such as *, & or ! must stand in quotes";
    }
}
