package io.conversationcleanup.definition;

import java.util.Optional;

/**
 * Which file holds the conversations, and what its columns are called. Immutable.
 *
 * @param path the file's path as written, relative to the working directory, or {@code -} for standard input; may hold
 *     dates, such as <code>${date-1d}</code>, and wildcards; empty if the command line has to give it
 * @param columns the column names that the job file gives
 * @param acceptOddIds whether ids that look damaged are sent; otherwise they are rejected
 */
public record InputSettings(Optional<String> path, Columns columns, boolean acceptOddIds) {

    /**
     * The header names of columns, as the job file gives them; an empty one goes by its usual names.
     *
     * @param user the column of the user
     * @param peer the column of the peer: a user, a group or, for conversation groups, the group's name
     * @param type the column of the conversation's type
     * @param clearRamble the column that says whether stored messages go too
     */
    public record Columns(
            Optional<String> user, Optional<String> peer, Optional<String> type, Optional<String> clearRamble) {}
}
