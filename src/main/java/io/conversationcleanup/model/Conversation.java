package io.conversationcleanup.model;

/**
 * What a row names: one user's conversation entry with one peer. Immutable, hence thread-safe.
 *
 * @param user the id of the user whose list the conversation stands in
 * @param peer the other user's id or the group's id, according to the type
 * @param type whether the peer is a user or a group
 * @param clearRamble whether the stored ("roaming") messages go too; only Tencent knows it
 */
public record Conversation(String user, String peer, ConversationType type, boolean clearRamble) {}
