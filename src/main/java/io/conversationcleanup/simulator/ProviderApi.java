package io.conversationcleanup.simulator;

import io.conversationcleanup.simulator.RecordedCall.Operation;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/** One documented operation of a provider: its requests, their rules and its answers. Not thread-safe. */
abstract class ProviderApi {

    final Operation operation;
    final Codes codes;

    ProviderApi(Operation operation, Codes codes) {
        this.operation = operation;
        this.codes = codes;
    }

    /** Checks a request against the documents without changing any conversation. */
    final Reading read(WireRequest request, Instant now) {
        Asked asked = request.body().map(this::asked).orElseGet(() -> Asked.nothing(operation));
        Optional<Refusal> refusal = callFault(request, now)
                .or(() -> request.body().isEmpty()
                        ? refusal(codes.noJson(), "the body is not one JSON object")
                        : bodyFault(request.body().get()));
        return new Reading(asked, refusal);
    }

    abstract boolean serves(WireRequest request);

    abstract Asked asked(JsonNode body);

    abstract Optional<Refusal> callFault(WireRequest request, Instant now);

    abstract Optional<Refusal> bodyFault(JsonNode body);

    Optional<Refusal> deletedBefore() {
        return Optional.empty();
    }

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

    record Codes(int tooManyCalls, int missingUser, int noJson) {}

    /** The content of a call; unreadable texts and numbers are empty. Immutable. */
    record Asked(Operation operation, String user, String peer, OptionalInt type, OptionalInt clearRamble) {

        static Asked nothing(Operation operation) {
            return new Asked(operation, "", "", OptionalInt.empty(), OptionalInt.empty());
        }
    }

    record Refusal(int code, String info) {}

    record Reading(Asked asked, Optional<Refusal> refusal) {}
}
