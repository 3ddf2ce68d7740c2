package io.conversationcleanup.simulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** A request with a decoded query; no body unless it is one JSON object. Must not be modified. */
record WireRequest(String method, String path, Map<String, List<String>> query, Optional<JsonNode> body) {

    static final long MAX_UINT32 = 4_294_967_295L;

    static final String A_UINT32 = "a whole number from 0 to " + MAX_UINT32;
    private static final Pattern TEN_DIGITS = Pattern.compile("[0-9]{1,10}");

    String parameter(String name) {
        return query.getOrDefault(name, List.of("")).get(0);
    }

    boolean has(String name, String value) {
        return parameter(name).equals(value);
    }

    boolean isUint32(String name) {
        String text = parameter(name);
        return TEN_DIGITS.matcher(text).matches() && Long.parseLong(text) <= MAX_UINT32;
    }

    /** Returns the problem with the query's names; each known one may occur once, others may not. */
    Optional<String> parameterFault(Set<String> known) {
        for (Map.Entry<String, List<String>> parameter : query.entrySet()) {
            String name = parameter.getKey();
            if (!known.contains(name)) {
                return Optional.of("unknown parameter '" + name + "' in the URL; names are case-sensitive");
            }
            if (parameter.getValue().size() > 1) {
                return Optional.of("parameter '" + name + "' stands in the URL more than once");
            }
        }
        return Optional.empty();
    }
}
