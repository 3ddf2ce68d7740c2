package io.conversationcleanup.simulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A request as it came over the wire, its query decoded; without a body if that is not one JSON object. Not to be
 * changed.
 */
record WireRequest(String method, String path, Map<String, List<String>> query, Optional<JsonNode> body) {

    /** The largest number of 32 bits without a sign, as the providers write some parameters. */
    static final long MAX_UINT32 = 4_294_967_295L;

    static final String A_UINT32 = "a whole number from 0 to " + MAX_UINT32;
    private static final Pattern TEN_DIGITS = Pattern.compile("[0-9]{1,10}");

    /** The value of a query parameter, the first if there are several; empty text if there is none. */
    String parameter(String name) {
        return query.getOrDefault(name, List.of("")).get(0);
    }

    boolean has(String name, String value) {
        return parameter(name).equals(value);
    }

    /** Whether a parameter is a number of 32 bits without a sign, in plain digits. */
    boolean isUint32(String name) {
        String text = parameter(name);
        return TEN_DIGITS.matcher(text).matches() && Long.parseLong(text) <= MAX_UINT32;
    }

    /** What is wrong with the names in the query, if each of these is allowed once and nothing else. */
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
