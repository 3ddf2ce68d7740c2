package io.conversationcleanup.app;

import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.provider.ConversationProvider;
import io.conversationcleanup.provider.Outcome;
import io.conversationcleanup.report.Pseudonyms;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/**
 * A provider whose messages name no user and no peer, even where the real one's quote the call: what is logged of a call, or
 * kept of it, comes from here. Thread-safe.
 */
final class PseudonymizedProvider implements ConversationProvider {

    private final ConversationProvider provider;
    private final Pseudonyms pseudonyms;

    PseudonymizedProvider(ConversationProvider provider, Pseudonyms pseudonyms) {
        this.provider = provider;
        this.pseudonyms = pseudonyms;
    }

    @Override
    public CompletionStage<Optional<Outcome.Unavailable>> ready() {
        return provider.ready();
    }

    @Override
    public CompletionStage<Outcome> delete(Conversation conversation) {
        List<String> ids = List.of(conversation.user(), conversation.peer());
        return provider.delete(conversation)
                .thenApply(outcome -> worded(outcome, message -> pseudonyms.in(message, ids)));
    }

    private static Outcome worded(Outcome outcome, UnaryOperator<String> words) {
        String code = outcome.code();
        String message = words.apply(outcome.message());
        if (outcome instanceof Outcome.AlreadyGone) {
            return new Outcome.AlreadyGone(code, message);
        }
        if (outcome instanceof Outcome.Refused) {
            return new Outcome.Refused(code, message);
        }
        if (outcome instanceof Outcome.Busy) {
            return new Outcome.Busy(code, message);
        }
        if (outcome instanceof Outcome.Unexpected unexpected) {
            return new Outcome.Unexpected(code, message, unexpected.atLast());
        }
        if (outcome instanceof Outcome.Unavailable) {
            return new Outcome.Unavailable(code, message);
        }
        if (outcome instanceof Outcome.Unknown) {
            return new Outcome.Unknown(code, message);
        }
        if (outcome instanceof Outcome.Throttled throttled) {
            return new Outcome.Throttled(code, message, throttled.retryAfter());
        }
        if (outcome instanceof Outcome.SignedAnew) {
            return new Outcome.SignedAnew(code, message);
        }
        return outcome instanceof Outcome.Denied ? new Outcome.Denied(code, message) : outcome;
    }
}
