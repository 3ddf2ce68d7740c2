package io.conversationcleanup.ledger;

/**
 * A column of the input file. Immutable.
 *
 * @param name the name in the file's own header
 * @param role what the column holds
 */
public record InputColumn(String name, Role role) {

    /** What a column of the input holds. */
    public enum Role {
        /** The user whose conversation it is. */
        USER,
        /** The peer: a user, a group or a conversation group's name. */
        PEER,
        /** The type of the conversation. */
        TYPE,
        /** Whether stored messages go too. */
        CLEAR_RAMBLE,
        /** Something of the file's owner, carried through to the failures file. */
        OTHER
    }
}
