package io.conversationcleanup.job;

import io.conversationcleanup.model.RequestedBy;
import java.nio.file.Path;

/**
 * How a person has started a run. Immutable.
 *
 * @param command the command that takes the run up again, for a person to paste
 * @param jobFile the job file that was read
 * @param requestedBy on whose word
 */
public record Start(String command, Path jobFile, RequestedBy requestedBy) {}
