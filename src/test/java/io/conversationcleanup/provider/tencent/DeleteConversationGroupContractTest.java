package io.conversationcleanup.provider.tencent;

import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.model.ConversationType;
import io.conversationcleanup.model.SteadyClock;
import io.conversationcleanup.provider.ConversationProvider;
import io.conversationcleanup.provider.ProviderContract;
import io.conversationcleanup.provider.http.HttpPoster;
import io.conversationcleanup.provider.tencent.Signer.App;
import io.conversationcleanup.simulator.SimulatorSettings;
import io.conversationcleanup.simulator.SimulatorSettings.SimulatedApp;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;

class DeleteConversationGroupContractTest extends ProviderContract {

    @Override
    protected ConversationProvider provider(HttpPoster http, String secret) {
        return new Provider(
                new App(1400000000L, "administrator", secret),
                Facts.DELETE_CONVERSATION_GROUP,
                http,
                new SteadyClock(InstantSource.system(), System::nanoTime),
                new Random(1));
    }

    @Override
    protected SimulatorSettings settings(String secret) {
        return SimulatorSettings.DEFAULT.withApp(new SimulatedApp(1400000000L, "administrator", secret));
    }

    @Override
    protected List<Conversation> conversations(String user) {
        return List.of(
                new Conversation(user, "friends", ConversationType.CONVERSATION_GROUP, false),
                new Conversation(user, "朋友 🎉, \"x\"", ConversationType.CONVERSATION_GROUP, false));
    }

    @Override
    protected String onTheWire(Conversation conversation) {
        return conversation.peer() + "/-/-";
    }

    @Override
    protected Codes codes() {
        return new Codes(50001, 50005, 60011, 51013, 70052);
    }
}
