package io.conversationcleanup.ledger;

import java.util.Optional;

/**
 * A run with what is kept of it to be shown. Immutable.
 *
 * @param run the run
 * @param figures what its rows had come to when it ended; empty unless it has
 * @param whereabouts how to get at it; empty if it was never started
 */
public record KeptRun(RunRecord run, Optional<Figures> figures, Optional<Whereabouts> whereabouts) {}
