package io.conversationcleanup.definition;

import java.time.Duration;

/**
 * What happens while the provider cannot be reached. Immutable.
 *
 * @param giveUpAfter how long to wait for it before the run stops, resumable
 */
public record OutageSettings(Duration giveUpAfter) {}
