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

/** The list of a run's reports, {@code manifest.json}. Immutable. The status is that at the time of writing. */
public record Manifest(
        int format,
        String run,
        String status,
        Instant writtenAt,
        Ids ids,
        Input input,
        List<FileStamp> files,
        Chain chain) {

    public static final String NAME = "manifest.json";

    private static final int FORMAT = 1;

    /** The form of users and peers in reports: ids or keyed hashes. */
    public enum Ids {
        @JsonProperty("plain")
        PLAIN,
        @JsonProperty("pseudonyms")
        PSEUDONYMS
    }

    /**
     * The input of the run. Immutable.
     *
     * @param sha256 of the unpacked content, in lower-case hex
     * @param bytes the length of the unpacked content; empty if unknown
     */
    public record Input(
            String file,
            String sha256,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) OptionalLong bytes) {}

    /** A report as written. Immutable. The hash is SHA-256 in lower-case hex. */
    public record FileStamp(String name, long bytes, String sha256) {}

    /** A chain over the lines of the file {@code of}, with one hash per line in {@code file}. Immutable. */
    public record Chain(String of, String file, String seed, long lines, String last) {}

    public Manifest {
        files = List.copyOf(files);
    }

    /** Creates a manifest in the current format. */
    public Manifest(
            String run, String status, Instant writtenAt, Ids ids, Input input, List<FileStamp> files, Chain chain) {
        this(FORMAT, run, status, writtenAt, ids, input, files, chain);
    }

    /** Returns indented JSON. */
    public String text() {
        return Json.indented(this);
    }

    /** Parses a manifest; throws IllegalArgumentException if the text is not a manifest. */
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
