package io.conversationcleanup.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.conversationcleanup.model.Json;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;

/**
 * The list of a run's reports, {@code manifest.json}. Immutable.
 *
 * @param format the version of its shape
 * @param run the run's name
 * @param status the run's status at that time
 * @param writtenAt when the reports were written
 * @param ids how the reports name users and peers
 * @param input the input of the run
 * @param files the reports
 * @param chain the chain over the lines of {@code results.csv}
 */
public record Manifest(
        int format,
        String run,
        String status,
        Instant writtenAt,
        Ids ids,
        Input input,
        List<FileStamp> files,
        Chain chain) {

    /** The file's name. */
    public static final String NAME = "manifest.json";

    private static final int FORMAT = 1;

    /** How reports name users and peers: by their ids, or by keyed hashes of them. */
    public enum Ids {
        @JsonProperty("plain")
        PLAIN,
        @JsonProperty("pseudonyms")
        PSEUDONYMS
    }

    /**
     * The input of the run. Immutable.
     *
     * @param file as it was named
     * @param sha256 of its content, unpacked if it is gzip, in lower-case hex
     * @param bytes the length of that content; empty if unknown
     */
    public record Input(
            String file,
            String sha256,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) OptionalLong bytes) {}

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

    /** A manifest in the shape of this version of the program. */
    public Manifest(
            String run, String status, Instant writtenAt, Ids ids, Input input, List<FileStamp> files, Chain chain) {
        this(FORMAT, run, status, writtenAt, ids, input, files, chain);
    }

    /** The manifest as indented JSON. */
    public String text() {
        return Json.indented(this);
    }

    /** Reads a manifest; throws an IllegalArgumentException if the text is none. */
    public static Manifest parse(String text) {
        try {
            JsonNode json = Json.MAPPER.readTree(text);
            if (json.required("format").intValue() != FORMAT) {
                throw new IllegalArgumentException("has a format that this program does not know");
            }
            return Json.MAPPER
                    .readerFor(Manifest.class)
                    .with(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .readValue(json);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("cannot be read: it was damaged, or is no manifest", e);
        }
    }
}
