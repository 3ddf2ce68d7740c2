package io.conversationcleanup.dispatch;

import io.conversationcleanup.model.StopCause;

/**
 * Why a run sends nothing more. Immutable.
 *
 * @param cause who or what stopped it
 * @param text what happened, in a sentence for a person
 */
public record HaltReason(StopCause cause, String text) {}
