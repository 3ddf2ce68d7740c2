package io.conversationcleanup.model;

/**
 * What a provider asks of the peer of one type of conversation. Immutable.
 *
 * @param wireNumber the provider's own number for the type, in its API and in CSV files
 * @param maxBytes the longest peer id, in bytes of UTF-8
 */
public record PeerRule(int wireNumber, int maxBytes) {}
