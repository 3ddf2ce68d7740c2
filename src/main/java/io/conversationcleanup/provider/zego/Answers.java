package io.conversationcleanup.provider.zego;

import io.conversationcleanup.provider.CodedAnswers;
import io.conversationcleanup.provider.Outcome;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads ZEGOCLOUD's answers. Thread-safe. */
final class Answers {

    private final CodedAnswers codes;

    Answers(CodedAnswers codes) {
        this.codes = codes;
    }

    /** The outcome that the answer tells, or empty if it is not of the documented form. */
    Optional<Outcome> read(JsonNode answer, long generation) {
        JsonNode code = answer.path("Code");
        if (!code.isIntegralNumber()) {
            return Optional.empty();
        }
        JsonNode message = answer.path("Message");
        return Optional.of(codes.outcome(code.asLong(), message.isString() ? message.asString() : "", generation));
    }
}
