package io.conversationcleanup.runs;

import io.conversationcleanup.ledger.Run;

/**
 * A run that is to be resumed from the ledger. Immutable.
 *
 * @param run the run
 * @param rows how many rows the ledger holds
 * @param staged whether these are all of its input
 */
public record KnownRun(Run run, long rows, boolean staged) {

    /** The name that people type. */
    public String id() {
        return run.id();
    }

    /** The SHA-256 of the input, unpacked if it is gzip, in lower-case hex. */
    public String sha256() {
        return run.identity().inputSha256();
    }

    /** The input file, as it was named when the run began. */
    public String inputFile() {
        return run.entry().inputFile();
    }
}
