package io.conversationcleanup.simulator;

import io.conversationcleanup.simulator.RecordedCall.Operation;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/**
 * One operation of one provider, as documented: which requests are meant for it, what it requires of them, how it words
 * its answers. Called from one thread.
 */
abstract class ProviderApi {

    final Operation operation;
    final Codes codes;

    ProviderApi(Operation operation, Codes codes) {
        this.operation = operation;
        this.codes = codes;
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

    abstract Asked asked(JsonNode body);

    /** What is wrong with a request apart from its body. */
    abstract Optional<Refusal> callFault(WireRequest request, Instant now);

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

    /** The provider's codes for faults that are the same for every operation. */
    record Codes(int tooManyCalls, int missingUser, int noJson) {}

    /** What a call names; empty texts and numbers could not be read. Immutable. */
    record Asked(Operation operation, String user, String peer, OptionalInt type, OptionalInt clearRamble) {

        static Asked nothing(Operation operation) {
            return new Asked(operation, "", "", OptionalInt.empty(), OptionalInt.empty());
        }
    }

    /** Why a provider refuses a call: its code, and an explanation for the person who reads the answer. Immutable. */
    record Refusal(int code, String info) {}

    /** A call as its provider understood it; without a refusal nothing is wrong with it. Immutable. */
    record Reading(Asked asked, Optional<Refusal> refusal) {}
}
