package io.conversationcleanup.provider.zego;

import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.model.ConversationType;
import io.conversationcleanup.model.SteadyClock;
import io.conversationcleanup.provider.ConversationProvider;
import io.conversationcleanup.provider.ProviderContract;
import io.conversationcleanup.provider.http.HttpPoster;
import io.conversationcleanup.provider.zego.Signer.App;
import io.conversationcleanup.simulator.SimulatorSettings;
import io.conversationcleanup.simulator.SimulatorSettings.SimulatedApp;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;

class DeleteConversationContractTest extends ProviderContract {

    @Override
    protected ConversationProvider provider(HttpPoster http, String secret) {
        return new Provider(
                new App(1234567890L, secret),
                http,
                new SteadyClock(InstantSource.system(), System::nanoTime),
                new Random(1));
    }

    @Override
    protected SimulatorSettings settings(String secret) {
        return SimulatorSettings.DEFAULT.withApp(new SimulatedApp(1234567890L, "administrator", secret));
    }

    @Override
    protected List<Conversation> conversations(String user) {
        return List.of(
                new Conversation(user, "bob", ConversationType.ONE_TO_ONE, false),
                new Conversation(user, "team", ConversationType.GROUP, true));
    }

    @Override
    protected String onTheWire(Conversation conversation) {
        return conversation.peer() + (conversation.type() == ConversationType.GROUP ? "/2/-" : "/0/-");
    }

    @Override
    protected Codes codes() {
        return new Codes(660000002, 1, 660300005, 3, 100000004);
    }
}
