package io.conversationcleanup.model;

/**
 * One user's conversation with one peer, a user or a group. Immutable. {@code clearRamble} deletes the stored
 * ("roaming") messages too; only Tencent supports it.
 */
public record Conversation(String user, String peer, ConversationType type, boolean clearRamble) {}
