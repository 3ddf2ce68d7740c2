package io.conversationcleanup.model;

/**
 * What is documented of one operation of a provider. Immutable.
 *
 * @param name the operation's name in job files, such as {@code delete-conversation}
 * @param documentedCallsPerSecond the provider's quota for it, for one app
 * @param rules what it accepts as a conversation
 */
public record OperationFacts(String name, int documentedCallsPerSecond, ConversationRules rules) {}
