package io.conversationcleanup.runs;

import io.conversationcleanup.ledger.Run;

/** A run to resume; {@code rows} are in the ledger and complete if {@code staged}. Immutable. */
public record KnownRun(Run run, long rows, boolean staged) {

    public String id() {
        return run.id();
    }

    /** The SHA-256 of the uncompressed input, in lower-case hex. */
    public String sha256() {
        return run.identity().inputSha256();
    }

    public String inputFile() {
        return run.entry().inputFile();
    }
}
