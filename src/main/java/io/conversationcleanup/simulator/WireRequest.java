package io.conversationcleanup.simulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A request as it came over the wire. Not to be changed.
 *
 * @param path without the query, not decoded
 * @param query the values by name, decoded
 * @param body the one JSON object that the body holds; empty if it holds anything else
 */
record WireRequest(String method, String path, Map<String, List<String>> query, Optional<JsonNode> body) {}
