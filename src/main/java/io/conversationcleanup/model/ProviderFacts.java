package io.conversationcleanup.model;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The documented facts about a provider that a job file depends on. Immutable.
 *
 * @param regions the provider's hosts by region name, in the order in which messages list them
 */
public record ProviderFacts(String name, Map<String, URI> regions, List<OperationFacts> operations, boolean hasAdmin) {

    public ProviderFacts {
        operations = List.copyOf(operations);
    }

    public Optional<OperationFacts> operation(String operationName) {
        return operations.stream()
                .filter(operation -> operation.name().equals(operationName))
                .findFirst();
    }

    /** The documented facts about one operation; the quota is per app. Immutable. */
    public record OperationFacts(String name, int documentedCallsPerSecond, ConversationRules rules) {}
}
