package io.conversationcleanup.provider.tencent;

import io.conversationcleanup.provider.Act;
import io.conversationcleanup.provider.CodeTable;
import io.conversationcleanup.provider.Outcome;
import io.conversationcleanup.provider.http.HttpReply;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Tencent's answers mean. Stateless but for the signer it tells, hence thread-safe. */
final class TencentAnswers {

    /** An answer's text is kept as far as it helps a person. */
    private static final int MAX_MESSAGE = 300;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final CodeTable codes;
    private final TencentSigner signer;

    TencentAnswers(CodeTable codes, TencentSigner signer) {
        this.codes = codes;
        this.signer = signer;
    }

    /** The outcome of a call that was signed so. */
    Outcome outcome(HttpReply reply, TencentSigner.Signed signed) {
        if (reply instanceof HttpReply.NotSent notSent) {
            return new Outcome.Unavailable(notSent.code(), notSent.message());
        }
        if (reply instanceof HttpReply.NoAnswer noAnswer) {
            return new Outcome.Unknown(noAnswer.code(), noAnswer.message());
        }
        HttpReply.Answer answer = (HttpReply.Answer) reply;
        return answer.status() == 200 ? ofBody(answer.body(), signed) : ofStatus(answer);
    }

    /** "The HTTP status is always 200 unless a network error such as 502 occurs" (recentcontact/delete). */
    private static Outcome ofStatus(HttpReply.Answer answer) {
        int status = answer.status();
        String code = "http-" + status;
        if (status == 429) {
            return new Outcome.Throttled(code, "HTTP status 429, too many requests", answer.retryAfter());
        }
        if (status >= 500 || status == 408) {
            return new Outcome.Unknown(code, "HTTP status " + status + " instead of an answer");
        }
        return new Outcome.Denied(
                code, "HTTP status " + status + ": this endpoint does not speak Tencent Chat's server API");
    }

    private Outcome ofBody(byte[] body, TencentSigner.Signed signed) {
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (JacksonException e) {
            return unreadable();
        }
        JsonNode number = json.path("ErrorCode");
        if (!number.isIntegralNumber()) {
            return unreadable();
        }
        long code = number.asLong();
        String info = text(json.path("ErrorInfo"));
        if (code != 0) {
            return ofCode(code, info, signed);
        }
        signer.accepted(signed);
        String status = text(json.path("ActionStatus"));
        return status.isEmpty() || status.equals("OK")
                ? new Outcome.Deleted()
                : new Outcome.Unexpected("0", "ErrorCode 0 with ActionStatus " + status);
    }

    private static Outcome unreadable() {
        return new Outcome.Unknown("unreadable", "the answer is not the documented JSON");
    }

    private Outcome ofCode(long number, String info, TencentSigner.Signed signed) {
        Optional<CodeTable.Entry> entry = codes.entry(number);
        String code = Long.toString(number);
        String message = info.isEmpty() ? entry.map(CodeTable.Entry::meaning).orElse("") : info;
        Act act = entry.map(CodeTable.Entry::act).orElse(Act.RETRY_TWICE);
        if (act == Act.DONE || act == Act.ROW) {
            signer.accepted(signed);
        }
        return switch (act) {
            case DONE -> new Outcome.AlreadyGone(code, message);
            case ROW -> new Outcome.Refused(code, message);
            case RETRY -> new Outcome.Busy(code, message);
            case RETRY_TWICE -> new Outcome.Unexpected(code, message);
            case SLOW -> new Outcome.Throttled(code, message, Optional.empty());
            case RESIGN -> signedAnew(code, withAdvice(message, entry), signer.refused(signed, 1));
            case RESIGN_TWICE -> signedAnew(code, withAdvice(message, entry), signer.refused(signed, 2));
            case ABORT -> new Outcome.Denied(code, withAdvice(message, entry));
        };
    }

    private static Outcome signedAnew(String code, String message, TencentSigner.Refusal refusal) {
        return refusal == TencentSigner.Refusal.SIGNED_ANEW
                ? new Outcome.SignedAnew(code, message)
                : new Outcome.Denied(code, message);
    }

    private static String withAdvice(String message, Optional<CodeTable.Entry> entry) {
        String advice = entry.map(CodeTable.Entry::advice).orElse("");
        return advice.isEmpty() ? message : message + " (" + advice + ")";
    }

    private static String text(JsonNode node) {
        String text = node.isString() ? node.asString() : "";
        return text.length() <= MAX_MESSAGE ? text : text.substring(0, MAX_MESSAGE) + "…";
    }
}
