package io.conversationcleanup.simulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A request as it came over the wire. Not to be changed.
 *
 * @param path without the query, not decoded
 * @param query the values by name, decoded
 * @param body the one JSON object that the body holds; empty if it holds anything else
 */
record WireRequest(String method, String path, Map<String, List<String>> query, Optional<JsonNode> body) {

    /** The value of a query parameter, the first if there are several; empty text if there is none. */
    String parameter(String name) {
        return query.getOrDefault(name, List.of("")).get(0);
    }

    /** What is wrong with the names in the query, if all that may be there are these, each once. */
    Optional<String> parameterFault(Set<String> known) {
        for (Map.Entry<String, List<String>> parameter : query.entrySet()) {
            if (!known.contains(parameter.getKey())) {
                return Optional.of(
                        "unknown parameter '" + parameter.getKey() + "' in the URL; names are case-sensitive");
            }
            if (parameter.getValue().size() > 1) {
                return Optional.of("parameter '" + parameter.getKey() + "' stands in the URL more than once");
            }
        }
        return Optional.empty();
    }
}
