package io.conversationcleanup.app;

import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.provider.ConversationProvider;
import io.conversationcleanup.provider.Outcome;
import io.conversationcleanup.report.Pseudonyms;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

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
    public CompletionStage<Optional<Outcome>> ready() {
        return provider.ready();
    }

    @Override
    public CompletionStage<Outcome> delete(Conversation conversation) {
        List<String> ids = List.of(conversation.user(), conversation.peer());
        return provider.delete(conversation)
                .thenApply(outcome -> outcome.worded(message -> pseudonyms.in(message, ids)));
    }
}
