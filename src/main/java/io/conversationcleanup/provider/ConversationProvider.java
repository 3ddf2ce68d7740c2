package io.conversationcleanup.provider;

import io.conversationcleanup.model.Conversation;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/** One operation of one app at a provider. One instance per lane; thread-safe. */
public interface ConversationProvider {

    /**
     * Makes sure that the next call leaves at once, so that what is paced is what arrives.
     *
     * @return empty when the call can leave, or why it cannot, {@link Outcome.Kind#UNAVAILABLE} or
     *     {@link Outcome.Kind#DENIED}; completes normally, whatever the network does
     */
    CompletionStage<Optional<Outcome>> ready();

    /**
     * Makes one call, at once: if no connection is ready for it, see {@link #ready}, it does not happen.
     *
     * @return what it did; completes normally, whatever the network does
     */
    CompletionStage<Outcome> delete(Conversation conversation);

    /**
     * This provider with other words in its messages, such as pseudonyms in place of ids: what is logged or kept of a call
     * comes from here.
     *
     * @param words a message and the ids of its call to what is shown of it; thread-safe
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
