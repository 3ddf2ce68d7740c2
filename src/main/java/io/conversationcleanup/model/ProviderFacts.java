package io.conversationcleanup.model;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is documented of a provider, as far as a job file speaks of it. Immutable.
 *
 * @param name the provider's name in job files
 * @param regions the provider's hosts by the region names that job files use, in the order in which they are listed
 * @param operations what it can be asked to do
 * @param hasAdmin whether calls are made in the name of an admin account
 */
public record ProviderFacts(String name, Map<String, URI> regions, List<OperationFacts> operations, boolean hasAdmin) {

    public ProviderFacts {
        operations = List.copyOf(operations);
    }

    /** The operation of this name, or empty if the provider does not have it. */
    public Optional<OperationFacts> operation(String operationName) {
        return operations.stream()
                .filter(operation -> operation.name().equals(operationName))
                .findFirst();
    }

    /**
     * What is documented of one operation of a provider. Immutable.
     *
     * @param name the operation's name in job files, such as {@code delete-conversation}
     * @param documentedCallsPerSecond the provider's quota for it, for one app
     * @param rules what it accepts as a conversation
     */
    public record OperationFacts(String name, int documentedCallsPerSecond, ConversationRules rules) {}
}
