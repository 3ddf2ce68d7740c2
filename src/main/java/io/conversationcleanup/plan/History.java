package io.conversationcleanup.plan;

import io.conversationcleanup.model.RunStatus;
import java.util.List;
import java.util.Optional;

/**
 * What the repository knows of earlier runs. Immutable.
 *
 * @param unfinished the job's other runs that are unfinished, the oldest first
 * @param sameContent the run that {@code run} would take up, or find done; empty if it would start a new one
 * @param largest the most rows that an earlier run of the job had; 0 if there was none
 */
public record History(List<Earlier> unfinished, Optional<Earlier> sameContent, long largest) {

    /** No run was ever made. */
    public static final History NONE = new History(List.of(), Optional.empty(), 0);

    /**
     * An earlier run of the job. Immutable.
     *
     * @param run its name
     * @param status where it stands
     * @param closed whether nothing is left to do, or somebody has closed it for good
     * @param left the rows that are left to send
     * @param reason why it stopped, in a sentence; empty if nothing stopped it
     * @param workedOnBy who works on it now; empty if nobody does
     */
    public record Earlier(
            String run,
            RunStatus status,
            boolean closed,
            long left,
            Optional<String> reason,
            Optional<String> workedOnBy) {}
}
