package io.conversationcleanup.ledger;

import java.util.Optional;

/**
 * How a person gets at a run. Immutable.
 *
 * @param command the command that takes it up again
 * @param reports the directory in which its reports are, or will be, as an absolute path
 * @param jobFile the job file of its last start, as an absolute path; empty if that is not known
 * @param pseudonymized whether its reports show pseudonyms in place of ids
 */
public record Whereabouts(String command, String reports, Optional<String> jobFile, boolean pseudonymized) {}
