package io.conversationcleanup.intake;

import io.conversationcleanup.intake.Header.Role;
import io.conversationcleanup.model.ConversationType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The columns that an operation reads, and the defaults for those that a file lacks. Immutable.
 *
 * @param aliases the names by which a file may call the column of a role, compared without case, {@code _}, {@code -}
 *     and spaces; a role that is not a key is never looked for
 * @param explicitColumns the names that a job file gives for roles; they replace the aliases of these roles, and a column
 *     named here must be in the file
 * @param defaultType the type of a row whose type cell is empty or whose file has no type column; if empty, the file
 *     must have the column
 * @param defaultClearRamble the same for clearRamble
 * @param acceptOddIds whether ids that look damaged are sent; otherwise they are rejected
 */
public record InputLayout(
        Map<Role, List<String>> aliases,
        Map<Role, String> explicitColumns,
        Optional<ConversationType> defaultType,
        boolean defaultClearRamble,
        boolean acceptOddIds) {

    private static final List<String> USER_ALIASES = List.of("user", "from_account", "from_user_id", "userid");
    private static final Map<Role, List<String>> CONVERSATION_ALIASES = Map.of(
            Role.USER, USER_ALIASES,
            Role.PEER, List.of("peer", "to_account", "to_groupid", "group", "conv_id"),
            Role.TYPE, List.of("type", "conv_type"),
            Role.CLEAR_RAMBLE, List.of("clear_ramble"));

    private static final Map<Role, List<String>> CONVERSATION_GROUP_ALIASES =
            Map.of(Role.USER, USER_ALIASES, Role.PEER, List.of("group_name"));

    public InputLayout {
        aliases = Map.copyOf(aliases);
        explicitColumns = Map.copyOf(explicitColumns);
        if (aliases.containsKey(Role.OTHER) || explicitColumns.containsKey(Role.OTHER)) {
            throw new IllegalArgumentException("only columns that mean something have names of their own");
        }
    }

    /** The layout of a file of conversations: user, peer, type, clearRamble. */
    public static InputLayout conversations(
            Map<Role, String> explicitColumns, Optional<ConversationType> defaultType, boolean defaultClearRamble) {
        return new InputLayout(CONVERSATION_ALIASES, explicitColumns, defaultType, defaultClearRamble, false);
    }

    /** The layout of a file of conversation groups: user and group_name. */
    public static InputLayout conversationGroups(Map<Role, String> explicitColumns) {
        return new InputLayout(
                CONVERSATION_GROUP_ALIASES,
                explicitColumns,
                Optional.of(ConversationType.CONVERSATION_GROUP),
                false,
                false);
    }

    /** The same layout for a file whose ids may look damaged. */
    public InputLayout acceptingOddIds() {
        return new InputLayout(aliases, explicitColumns, defaultType, defaultClearRamble, true);
    }

    /** Whether a file without a column of this role cannot be used. */
    boolean requires(Role role) {
        return switch (role) {
            case USER, PEER -> true;
            case TYPE -> defaultType.isEmpty();
            case CLEAR_RAMBLE, OTHER -> false;
        };
    }
}
