package io.conversationcleanup.simulator;

import io.conversationcleanup.simulator.RecordedCall.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/**
 * One operation of one provider, as documented: which requests are meant for it, what it requires of them, how it words
 * its answers. Called from one thread.
 */
abstract class ProviderApi {

    private final Operation operation;
    private final Codes codes;

    ProviderApi(Operation operation, Codes codes) {
        this.operation = operation;
        this.codes = codes;
    }

    final Operation operation() {
        return operation;
    }

    final Codes codes() {
        return codes;
    }

    /** Checks a request against the documents; has no effect on what is stored. */
    final Reading read(WireRequest request, Instant now) {
        Asked asked = request.body().map(this::asked).orElseGet(() -> Asked.nothing(operation));
        Optional<Refusal> refusal = callFault(request, now)
                .or(() -> request.body().isEmpty()
                        ? refusal(codes.noJson(), "the body is not one JSON object")
                        : bodyFault(request.body().get()));
        return new Reading(asked, refusal);
    }

    /** Whether the request is addressed to this operation, well-formed or not. */
    abstract boolean serves(WireRequest request);

    /** What a body names, as far as it can be read. */
    abstract Asked asked(JsonNode body);

    /** What is wrong with a request apart from its body. */
    abstract Optional<Refusal> callFault(WireRequest request, Instant now);

    /** What is wrong with a body. */
    abstract Optional<Refusal> bodyFault(JsonNode body);

    /** What a call gets whose conversation was deleted before; empty if it succeeds once more. */
    Optional<Refusal> deletedBefore() {
        return Optional.empty();
    }

    /** The JSON body of an answer to a call that named this; the array is not to be written to. */
    abstract byte[] answer(int code, String info, Asked asked);

    static Optional<Refusal> refusal(int code, String info) {
        return Optional.of(new Refusal(code, info));
    }

    static Optional<Refusal> check(boolean isRight, int code, String info) {
        return isRight ? Optional.empty() : refusal(code, info);
    }

    static Optional<Refusal> missing(WireRequest request, String parameter, int code) {
        return request.has(parameter, "") ? refusal(code, "the URL has no " + parameter) : Optional.empty();
    }

    /**
     * The provider's codes for faults that every operation may meet.
     *
     * @param tooManyCalls calls beyond the quota
     * @param missingUser a user that does not exist
     * @param noJson a body that is not one JSON object
     */
    record Codes(int tooManyCalls, int missingUser, int noJson) {}

    /**
     * What a call names, as far as it could be read. Immutable.
     *
     * @param user empty text if it could not be read
     * @param peer empty text if it could not be read
     */
    record Asked(Operation operation, String user, String peer, OptionalInt type, OptionalInt clearRamble) {

        static Asked nothing(Operation operation) {
            return new Asked(operation, "", "", OptionalInt.empty(), OptionalInt.empty());
        }
    }

    /**
     * Why a provider refuses a call. Immutable.
     *
     * @param code the provider's code
     * @param info what is wrong, for the person who reads the answer
     */
    record Refusal(int code, String info) {}

    /** A call as its provider understood it; without a refusal nothing is wrong with it. Immutable. */
    record Reading(Asked asked, Optional<Refusal> refusal) {}

    /** Limits the age of signatures, even of those that claim to be good for longer. Thread-safe. */
    static final class SignatureAge {

        private final long maxSeconds;
        private volatile long refusedBefore = Long.MIN_VALUE;

        /** @param life how long a signature is good at most; empty for as long as it says */
        SignatureAge(Optional<Duration> life) {
            maxSeconds = life.map(Duration::toSeconds).orElse(Long.MAX_VALUE);
        }

        /** From now on refuses what was made in a second before the one of this moment. */
        void refuseMadeBefore(Instant moment) {
            refusedBefore = moment.getEpochSecond();
        }

        /** @param madeAt when the signature was made, in seconds since 1970 */
        boolean isOver(long madeAt, Instant now) {
            return madeAt < refusedBefore || now.getEpochSecond() - madeAt > maxSeconds;
        }
    }
}
