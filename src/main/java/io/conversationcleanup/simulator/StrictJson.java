package io.conversationcleanup.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON as strictly as it can be read. Thread-safe. */
final class StrictJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StrictJson() {}

    /** The one JSON object that the bytes hold, or empty if they hold anything else. */
    static Optional<JsonNode> object(byte[] json) {
        try {
            return Optional.of(MAPPER.readTree(json)).filter(JsonNode::isObject);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** The text that a node is; empty text if it is none. */
    static String text(JsonNode node) {
        return node.isString() ? node.stringValue() : "";
    }

    /** The whole number that a node is, if it is one and an {@code int}. */
    static OptionalInt number(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToInt()
                ? OptionalInt.of(node.intValue())
                : OptionalInt.empty();
    }

    static boolean isOneOf(JsonNode node, int first, int second) {
        OptionalInt number = number(node);
        return number.isPresent() && (number.getAsInt() == first || number.getAsInt() == second);
    }

    /** What is wrong with the names in an object, if all that may be there are these. */
    static Optional<String> fieldFault(JsonNode body, Set<String> known) {
        return body.propertyNames().stream()
                .filter(field -> !known.contains(field))
                .findFirst()
                .map(field -> "unknown field '" + field + "'; names are case-sensitive");
    }

    /** What is wrong with a field that must hold a text that is not empty. */
    static Optional<String> textFault(JsonNode body, String field) {
        return text(body.path(field)).isEmpty()
                ? Optional.of(field + " must be a text that is not empty")
                : Optional.empty();
    }

    /** How long a text is in UTF-8. */
    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
