package io.conversationcleanup.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Strict JSON parsing, and quoting of texts. Thread-safe. */
final class StrictJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StrictJson() {}

    /** Returns empty unless the bytes are exactly one JSON object. */
    static Optional<JsonNode> object(byte[] json) {
        try {
            return Optional.of(MAPPER.readTree(json)).filter(JsonNode::isObject);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    static String text(JsonNode node) {
        return node.isString() ? node.stringValue() : "";
    }

    static OptionalInt number(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToInt()
                ? OptionalInt.of(node.intValue())
                : OptionalInt.empty();
    }

    static Optional<String> choiceFault(JsonNode body, String field, int first, int second) {
        OptionalInt number = number(body.path(field));
        boolean isOne = number.isPresent() && (number.getAsInt() == first || number.getAsInt() == second);
        return isOne ? Optional.empty() : Optional.of(field + " must be the number " + first + " or " + second);
    }

    static Optional<String> fieldFault(JsonNode body, Set<String> known) {
        return body.propertyNames().stream()
                .filter(field -> !known.contains(field))
                .findFirst()
                .map(field -> "unknown field '" + field + "'; names are case-sensitive");
    }

    static Optional<String> textFault(JsonNode body, String field) {
        return text(body.path(field)).isEmpty()
                ? Optional.of(field + " must be a text that is not empty")
                : Optional.empty();
    }

    static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"';
    }

    static int utf8Bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
