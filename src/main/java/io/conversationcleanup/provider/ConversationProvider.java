package io.conversationcleanup.provider;

import io.conversationcleanup.model.Conversation;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** One operation of one app at a provider. One instance per lane; thread-safe. */
public interface ConversationProvider {

    /**
     * Makes sure that the next call leaves at once, so that what is paced is what arrives.
     *
     * @return empty when the call can leave, or why it cannot, {@link Outcome.Kind#UNAVAILABLE} or {@link Outcome.Kind#DENIED}; completes normally, whatever the network does
     */
    CompletionStage<Optional<Outcome>> ready();

    /**
     * Makes one call, at once: if nothing stands ready for it, see {@link #ready}, it does not happen.
     *
     * @return what came of it; completes normally, whatever the network does
     */
    CompletionStage<Outcome> delete(Conversation conversation);
}
