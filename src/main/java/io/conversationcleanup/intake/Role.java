package io.conversationcleanup.intake;

/** What a column of the input holds. */
public enum Role {
    /** The user whose conversation it is. */
    USER("user"),
    /** The peer: a user, a group or a conversation group's name. */
    PEER("peer"),
    /** The type of the conversation. */
    TYPE("type"),
    /** Whether stored messages go too. */
    CLEAR_RAMBLE("clearRamble"),
    /** Something of the file's owner, carried through to the failures file. */
    OTHER("other");

    private final String word;

    Role(String word) {
        this.word = word;
    }

    /** The role's name in job files and messages. */
    public String word() {
        return word;
    }
}
