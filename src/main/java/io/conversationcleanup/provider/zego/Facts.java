package io.conversationcleanup.provider.zego;

import io.conversationcleanup.model.ConversationRules;
import io.conversationcleanup.model.ConversationRules.PeerRule;
import io.conversationcleanup.model.ConversationType;
import io.conversationcleanup.model.ProviderFacts;
import io.conversationcleanup.model.ProviderFacts.OperationFacts;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Documented facts about ZEGOCLOUD ZIM's server API. */
public final class Facts {

    /** The operation {@code DeleteConv}. */
    static final String DELETE_CONVERSATION = "delete-conversation";

    private static final String NAME = "zego";

    /** "QPS limit: 20 times/s" (DeleteConv). */
    private static final int CALLS_PER_SECOND = 20;

    /** "At most 32" for FromUserId and ConvId (DeleteConv), counted in bytes (return code 660000012). */
    private static final int MAX_ID_BYTES = 32;

    /** Messages remain after a deletion, so clearing them is not supported (DeleteConv, 2026-05-19). */
    private static final ConversationRules CONVERSATIONS = new ConversationRules(
            NAME,
            MAX_ID_BYTES,
            Map.of(
                    ConversationType.ONE_TO_ONE, PeerRule.numbered(0, MAX_ID_BYTES),
                    ConversationType.GROUP, PeerRule.numbered(2, MAX_ID_BYTES)),
            ConversationRules.ClearRamble.IGNORED);

    private static final ProviderFacts FACTS = new ProviderFacts(
            NAME, regions(), List.of(new OperationFacts(DELETE_CONVERSATION, CALLS_PER_SECOND, CONVERSATIONS)), false);

    private Facts() {}

    public static ProviderFacts provider() {
        return FACTS;
    }

    /** The base URLs of the server API's overview: any serves any app, and the nearest is the fastest. */
    private static Map<String, URI> regions() {
        Map<String, URI> regions = new LinkedHashMap<>();
        regions.put("unified", URI.create("https://zim-api.zego.im"));
        regions.put("shanghai", URI.create("https://zim-api-sha.zego.im"));
        regions.put("hong-kong", URI.create("https://zim-api-hkg.zego.im"));
        regions.put("frankfurt", URI.create("https://zim-api-fra.zego.im"));
        regions.put("california", URI.create("https://zim-api-lax.zego.im"));
        regions.put("mumbai", URI.create("https://zim-api-bom.zego.im"));
        regions.put("singapore", URI.create("https://zim-api-sgp.zego.im"));
        return Collections.unmodifiableMap(regions);
    }
}
