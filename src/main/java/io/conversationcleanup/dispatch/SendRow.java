package io.conversationcleanup.dispatch;

import io.conversationcleanup.model.Conversation;

/**
 * A row to be sent. Immutable.
 *
 * @param row the row's number
 * @param conversation what to delete
 * @param attempts the attempts that it has used so far
 */
public record SendRow(long row, Conversation conversation, int attempts) {}
