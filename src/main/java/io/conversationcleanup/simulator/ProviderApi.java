package io.conversationcleanup.simulator;

import java.time.Instant;
import java.util.Optional;

/**
 * One operation of one provider, as documented: which requests are meant for it, what it asks of them, how it words its
 * answers. Called from one thread.
 */
interface ProviderApi {

    WireOperation operation();

    /** Whether the request is addressed to this operation, well-formed or not. */
    boolean serves(WireRequest request);

    /** Checks all that the documents say of a request; has no effect on what is stored. */
    Reading read(WireRequest request, Instant now);

    /** The code for calls beyond the quota. */
    int tooManyCallsCode();

    /** The code for a user that does not exist. */
    int missingUserCode();

    /** What a call gets whose conversation was deleted before; empty if it succeeds once more. */
    Optional<Refusal> deletedBefore();

    /** The JSON body of an answer to a call that named this; the array is not to be written to. */
    byte[] answer(int code, String info, Asked asked);
}
