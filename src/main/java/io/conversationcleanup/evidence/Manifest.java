package io.conversationcleanup.evidence;

import io.conversationcleanup.model.IndentedJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The list of a run's reports, {@code manifest.json}. Immutable.
 *
 * @param run the run's name
 * @param status the run's status at that time
 * @param writtenAt when the reports were written
 * @param ids how the reports name users and peers
 * @param input the input of the run
 * @param files the reports
 * @param chain the chain over the lines of {@code results.csv}
 */
public record Manifest(
        String run, String status, Instant writtenAt, Ids ids, Input input, List<FileStamp> files, Chain chain) {

    /** The file's name. */
    public static final String NAME = "manifest.json";

    private static final int FORMAT = 1;

    /** How reports name users and peers: by their ids, or by keyed hashes of them. */
    public enum Ids {
        PLAIN,
        PSEUDONYMS
    }

    /**
     * The input of the run. Immutable.
     *
     * @param file as it was named
     * @param sha256 of its content, unpacked if it is gzip, in lower-case hex
     * @param bytes the length of that content; empty if unknown
     */
    public record Input(String file, String sha256, OptionalLong bytes) {}

    /**
     * A report as it was written. Immutable.
     *
     * @param name its name in the directory
     * @param bytes its length
     * @param sha256 of its bytes, in lower-case hex
     */
    public record FileStamp(String name, long bytes, String sha256) {}

    /**
     * A chain over the lines of a file, see {@link LineChain}. Immutable.
     *
     * @param of the file whose lines are hashed
     * @param file the file that holds a hash for each line
     * @param seed the hash before the first line
     * @param last the hash of the last line
     */
    public record Chain(String of, String file, String seed, long lines, String last) {}

    public Manifest {
        files = List.copyOf(files);
    }

    /** The manifest as indented JSON. */
    public String text() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("format", FORMAT);
        json.put("run", run);
        json.put("status", status);
        json.put("writtenAt", writtenAt.toString());
        json.put("ids", ids == Ids.PLAIN ? "plain" : "pseudonyms");
        ObjectNode inputNode = json.putObject("input");
        inputNode.put("file", input.file()).put("sha256", input.sha256());
        input.bytes().ifPresent(bytes -> inputNode.put("bytes", bytes));
        ArrayNode filesNode = json.putArray("files");
        files.forEach(file -> filesNode
                .addObject()
                .put("name", file.name())
                .put("bytes", file.bytes())
                .put("sha256", file.sha256()));
        json.putObject("chain")
                .put("of", chain.of())
                .put("file", chain.file())
                .put("seed", chain.seed())
                .put("lines", chain.lines())
                .put("last", chain.last());
        return IndentedJson.text(json);
    }

    /** Reads a manifest; throws an IllegalArgumentException if the text is none. */
    public static Manifest parse(String text) {
        try {
            JsonNode json = new JsonMapper().readTree(text);
            if (json.required("format").intValue() != FORMAT) {
                throw new IllegalArgumentException("has a format that this program does not know");
            }
            List<FileStamp> files = new ArrayList<>();
            for (JsonNode file : json.required("files")) {
                files.add(new FileStamp(
                        string(file, "name"), file.required("bytes").longValue(), string(file, "sha256")));
            }
            JsonNode input = json.required("input");
            JsonNode chain = json.required("chain");
            return new Manifest(
                    string(json, "run"),
                    string(json, "status"),
                    Instant.parse(string(json, "writtenAt")),
                    string(json, "ids").equals("plain") ? Ids.PLAIN : Ids.PSEUDONYMS,
                    new Input(
                            string(input, "file"),
                            string(input, "sha256"),
                            input.has("bytes")
                                    ? OptionalLong.of(input.required("bytes").longValue())
                                    : OptionalLong.empty()),
                    files,
                    new Chain(
                            string(chain, "of"),
                            string(chain, "file"),
                            string(chain, "seed"),
                            chain.required("lines").longValue(),
                            string(chain, "last")));
        } catch (JacksonException | DateTimeException e) {
            throw new IllegalArgumentException("cannot be read: it was damaged, or is no manifest", e);
        }
    }

    private static String string(JsonNode node, String name) {
        return node.required(name).stringValue();
    }
}
