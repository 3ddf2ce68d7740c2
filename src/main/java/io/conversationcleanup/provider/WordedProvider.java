package io.conversationcleanup.provider;

import io.conversationcleanup.model.Conversation;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/**
 * A provider with other words in its messages, such as pseudonyms in place of ids: what is logged or kept of a call comes from
 * here. Thread-safe if the words are.
 */
public final class WordedProvider implements ConversationProvider {

    private final ConversationProvider provider;
    private final BiFunction<String, List<String>, String> words;

    /**
     * That provider with other words.
     *
     * @param words a message and the ids of its call to what is shown of it
     */
    public WordedProvider(ConversationProvider provider, BiFunction<String, List<String>, String> words) {
        this.provider = provider;
        this.words = words;
    }

    @Override
    public CompletionStage<Optional<Outcome>> ready() {
        return provider.ready();
    }

    @Override
    public CompletionStage<Outcome> delete(Conversation conversation) {
        List<String> ids = List.of(conversation.user(), conversation.peer());
        return provider.delete(conversation).thenApply(outcome -> outcome.worded(message -> words.apply(message, ids)));
    }
}
