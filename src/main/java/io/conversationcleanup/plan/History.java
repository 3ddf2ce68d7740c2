package io.conversationcleanup.plan;

import io.conversationcleanup.model.RunStatus;
import java.util.Optional;

/**
 * What the repository knows of earlier runs. Immutable.
 *
 * @param sameContent the run that {@code run} would take up, or find done; empty if it would start a new one
 * @param largest the most rows that an earlier run of the job had; 0 if there was none
 */
public record History(Optional<Earlier> sameContent, long largest) {

    /** No run was ever made. */
    public static final History NONE = new History(Optional.empty(), 0);

    /**
     * An earlier run of the same job and content. Immutable.
     *
     * @param run its name
     * @param status where it stands
     * @param left the rows that are left to send
     * @param workedOnBy who works on it now; empty if nobody does
     */
    public record Earlier(String run, RunStatus status, long left, Optional<String> workedOnBy) {}
}
