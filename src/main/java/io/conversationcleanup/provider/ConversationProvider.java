package io.conversationcleanup.provider;

import io.conversationcleanup.model.Conversation;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/** One operation of one app at a provider. Thread-safe; one for each lane. */
public interface ConversationProvider {

    /**
     * Prepares a connection, so that the next call leaves at once and the pace holds at the server.
     *
     * @return empty if the call can leave; otherwise {@link Outcome.Kind#UNAVAILABLE} or {@link Outcome.Kind#DENIED};
     *     always completes normally
     */
    CompletionStage<Optional<Outcome>> ready();

    /**
     * Makes one call now; without a connection from {@link #ready} it does not happen.
     *
     * @return the outcome; always completes normally
     */
    CompletionStage<Outcome> delete(Conversation conversation);

    /**
     * Returns this provider with rewritten messages, such as pseudonyms in place of ids.
     *
     * @param words maps a message and the call's ids to the shown message; thread-safe
     */
    default ConversationProvider worded(BiFunction<String, List<String>, String> words) {
        ConversationProvider provider = this;
        return new ConversationProvider() {
            @Override
            public CompletionStage<Optional<Outcome>> ready() {
                return provider.ready();
            }

            @Override
            public CompletionStage<Outcome> delete(Conversation conversation) {
                List<String> ids = List.of(conversation.user(), conversation.peer());
                return provider.delete(conversation)
                        .thenApply(outcome -> outcome.worded(message -> words.apply(message, ids)));
            }
        };
    }
}
