package io.conversationcleanup.provider;

import io.conversationcleanup.model.Conversation;
import java.util.concurrent.CompletionStage;

/** One operation of one app at a provider. One instance per lane; thread-safe. */
public interface ConversationProvider {

    /**
     * Makes one call.
     *
     * @return what came of it; completes normally, whatever the network does
     */
    CompletionStage<Outcome> delete(Conversation conversation);
}
