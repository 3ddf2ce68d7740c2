package io.conversationcleanup.provider;

import java.util.Optional;

/** What a provider's coded answers mean for one operation, by its code table. Thread-safe. */
public final class CodedAnswers {

    /** An answer's text is kept as far as it helps a person. */
    private static final int MAX_MESSAGE = 300;

    private final CodeTable table;
    private final String operation;
    private final SignatureGenerations signatures;

    /**
     * The meaning of codes.
     *
     * @param operation the operation's name in the table
     * @param signatures told what the answers say about signatures
     */
    public CodedAnswers(CodeTable table, String operation, SignatureGenerations signatures) {
        this.table = table;
        this.operation = operation;
        this.signatures = signatures;
    }

    /**
     * The outcome of a call that was answered with a code.
     *
     * @param number the provider's code; 0 is success with both providers
     * @param text the provider's text
     * @param generation of the signature that the call was made with
     */
    public Outcome outcome(long number, String text, long generation) {
        if (number == 0) {
            signatures.accepted(generation);
            return Outcome.deleted();
        }
        Optional<CodeTable.Entry> entry = table.entry(number, operation);
        String code = Long.toString(number);
        String message =
                text.isBlank() ? entry.map(CodeTable.Entry::meaning).orElse("no text came with it") : shortened(text);
        Act act = entry.map(CodeTable.Entry::act).orElse(Act.RETRY_TWICE);
        if (act == Act.DONE || act == Act.ROW) {
            signatures.accepted(generation);
        }
        return switch (act) {
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
