package io.conversationcleanup.simulator;

import java.util.Optional;

/**
 * A call as its provider understood it. Immutable.
 *
 * @param asked what it names, as far as it could be read
 * @param refusal empty if nothing is wrong with the call
 */
record Reading(Asked asked, Optional<Refusal> refusal) {}
