package io.conversationcleanup.provider;

import io.conversationcleanup.provider.CodeTable.CodeAction;
import java.util.Optional;

/** Interprets a provider's coded answers for one operation. Thread-safe. */
public final class CodedAnswers {

    private static final int MAX_MESSAGE = 300;

    private final CodeTable table;
    private final String operation;
    private final SignatureGenerations signatures;

    public CodedAnswers(CodeTable table, String operation, SignatureGenerations signatures) {
        this.table = table;
        this.operation = operation;
        this.signatures = signatures;
    }

    /** Returns the outcome of an answer; the code 0 is success for all providers. */
    public Outcome outcome(long number, String text, long generation) {
        if (number == 0) {
            signatures.accepted(generation);
            return Outcome.deleted();
        }
        Optional<CodeTable.Entry> entry = table.entry(number, operation);
        String code = Long.toString(number);
        String message =
                text.isBlank() ? entry.map(CodeTable.Entry::meaning).orElse("no text came with it") : shortened(text);
        CodeAction action = entry.map(CodeTable.Entry::action).orElse(CodeAction.RETRY_TWICE);
        if (action == CodeAction.DONE || action == CodeAction.ROW) {
            signatures.accepted(generation);
        }
        return switch (action) {
            case DONE -> Outcome.alreadyGone(code, message);
            case ROW -> Outcome.refused(code, message);
            case RETRY -> Outcome.busy(code, message);
            case RETRY_TWICE -> Outcome.unexpected(code, message, Outcome.AtLast.FAIL_ROW);
            case RETRY_TWICE_THEN_ABORT ->
                Outcome.unexpected(code, withAdvice(message, entry), Outcome.AtLast.ABORT_RUN);
            case SLOW -> Outcome.throttled(code, message, Optional.empty());
            case RESIGN -> signedAnew(code, withAdvice(message, entry), signatures.refused(generation, 1));
            case RESIGN_TWICE -> signedAnew(code, withAdvice(message, entry), signatures.refused(generation, 2));
            case ABORT -> Outcome.denied(code, withAdvice(message, entry));
        };
    }

    private static Outcome signedAnew(String code, String message, SignatureGenerations.Refusal refusal) {
        return refusal == SignatureGenerations.Refusal.SIGN_ANEW
                ? Outcome.signedAnew(code, message)
                : Outcome.denied(code, message);
    }

    private static String withAdvice(String message, Optional<CodeTable.Entry> entry) {
        String advice = entry.map(CodeTable.Entry::advice).orElse("");
        return advice.isEmpty() ? message : message + " (" + advice + ")";
    }

    private static String shortened(String text) {
        return text.length() <= MAX_MESSAGE ? text : text.substring(0, MAX_MESSAGE) + "…";
    }
}
