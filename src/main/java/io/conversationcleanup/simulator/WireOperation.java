package io.conversationcleanup.simulator;

/** What a call asked the simulator to do, by the provider's own name for it. */
public enum WireOperation {
    /** Tencent's {@code POST /v4/recentcontact/delete}. */
    RECENTCONTACT_DELETE("recentcontact/delete"),
    /** Tencent's {@code POST /v4/recentcontact/del_contact_group}. */
    RECENTCONTACT_DEL_CONTACT_GROUP("recentcontact/del_contact_group"),
    /** ZEGO's {@code POST /?Action=DeleteConv}. */
    DELETE_CONV("DeleteConv"),
    /** A call to an address that no simulated provider serves. */
    UNKNOWN("unknown");

    private final String label;

    WireOperation(String label) {
        this.label = label;
    }

    /** The name in the call log. */
    public String label() {
        return label;
    }
}
