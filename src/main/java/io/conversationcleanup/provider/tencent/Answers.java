package io.conversationcleanup.provider.tencent;

import io.conversationcleanup.provider.CodedAnswers;
import io.conversationcleanup.provider.Outcome;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads Tencent's answers. Thread-safe. */
final class Answers {

    private final CodedAnswers codes;

    Answers(CodedAnswers codes) {
        this.codes = codes;
    }

    /** The outcome that the answer tells, or empty if it is not of the documented form. */
    Optional<Outcome> read(JsonNode answer, long generation) {
        JsonNode code = answer.path("ErrorCode");
        if (!code.isIntegralNumber()) {
            return Optional.empty();
        }
        String status = text(answer.path("ActionStatus"));
        if (code.asLong() == 0 && !status.isEmpty() && !status.equals("OK")) {
            return Optional.of(
                    Outcome.unexpected("0", "ErrorCode 0 with ActionStatus " + status, Outcome.AtLast.FAIL_ROW));
        }
        return Optional.of(codes.outcome(code.asLong(), text(answer.path("ErrorInfo")), generation));
    }

    private static String text(JsonNode node) {
        return node.isString() ? node.asString() : "";
    }
}
