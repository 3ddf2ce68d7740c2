package io.conversationcleanup.provider.tencent;

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

/** Documented facts about Tencent's Chat server API. */
public final class Facts {

    /** The operation {@code v4/recentcontact/delete}. */
    static final String DELETE_CONVERSATION = "delete-conversation";

    /** The operation {@code v4/recentcontact/del_contact_group}. */
    static final String DELETE_CONVERSATION_GROUP = "delete-conversation-group";

    private static final String NAME = "tencent";

    /** "Maximum call frequency: 200 calls per second" (both operations' pages, 2025-12-15 and 2026-04-14). */
    private static final int CALLS_PER_SECOND = 200;

    /** Limits of a UserID and a GroupID in bytes (Chat use limits; error codes 7003 and 8501). */
    private static final int MAX_USER_BYTES = 32;

    private static final int MAX_GROUP_BYTES = 48;

    /**
     * "Contains more than 64 bytes" (51011 in del_contact_group, 2026-04-14); the general error table still says 32.
     */
    private static final int MAX_GROUP_NAME_BYTES = 64;

    private static final ConversationRules CONVERSATIONS = new ConversationRules(
            NAME,
            MAX_USER_BYTES,
            Map.of(
                    ConversationType.ONE_TO_ONE, PeerRule.numbered(1, MAX_USER_BYTES),
                    ConversationType.GROUP, PeerRule.numbered(2, MAX_GROUP_BYTES)),
            ConversationRules.ClearRamble.SENT);

    private static final ConversationRules CONVERSATION_GROUPS = new ConversationRules(
            NAME,
            MAX_USER_BYTES,
            Map.of(ConversationType.CONVERSATION_GROUP, PeerRule.onlyType(MAX_GROUP_NAME_BYTES)),
            ConversationRules.ClearRamble.IGNORED);

    private static final ProviderFacts FACTS = new ProviderFacts(
            NAME,
            regions(),
            List.of(
                    new OperationFacts(DELETE_CONVERSATION, CALLS_PER_SECOND, CONVERSATIONS),
                    new OperationFacts(DELETE_CONVERSATION_GROUP, CALLS_PER_SECOND, CONVERSATION_GROUPS)),
            true);

    private Facts() {}

    public static ProviderFacts provider() {
        return FACTS;
    }

    /** The hosts of the REST API overview and recentcontact/get_list (2026); Mumbai is from the 2022 pages. */
    private static Map<String, URI> regions() {
        Map<String, URI> regions = new LinkedHashMap<>();
        regions.put("china", URI.create("https://console.tim.qq.com"));
        regions.put("singapore", URI.create("https://adminapisgp.im.qcloud.com"));
        regions.put("seoul", URI.create("https://adminapikr.im.qcloud.com"));
        regions.put("tokyo", URI.create("https://adminapijpn.im.qcloud.com"));
        regions.put("frankfurt", URI.create("https://adminapiger.im.qcloud.com"));
        regions.put("silicon-valley", URI.create("https://adminapiusa.im.qcloud.com"));
        regions.put("jakarta", URI.create("https://adminapiidn.im.qcloud.com"));
        regions.put("riyadh", URI.create("https://adminapiksa.im.qcloud.com"));
        regions.put("mumbai", URI.create("https://adminapiind.im.qcloud.com"));
        return Collections.unmodifiableMap(regions);
    }
}
