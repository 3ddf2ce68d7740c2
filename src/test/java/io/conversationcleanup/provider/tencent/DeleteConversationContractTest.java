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

class DeleteConversationContractTest extends ProviderContract {

    @Override
    protected ConversationProvider provider(HttpPoster http, String secret) {
        return new Provider(
                new App(1400000000L, "administrator", secret),
                Facts.DELETE_CONVERSATION,
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
                new Conversation(user, "bob", ConversationType.ONE_TO_ONE, false),
                new Conversation(user, "carol \"x\"", ConversationType.ONE_TO_ONE, true),
                new Conversation(user, "@TGS#1", ConversationType.GROUP, false),
                new Conversation(user, "@TGS#2", ConversationType.GROUP, true));
    }

    @Override
    protected String onTheWire(Conversation conversation) {
        return conversation.peer()
                + (conversation.type() == ConversationType.GROUP ? "/2/" : "/1/")
                + (conversation.clearRamble() ? 1 : 0);
    }

    @Override
    protected Codes codes() {
        return new Codes(50001, 50004, 60007, 70009, 70001);
    }
}
