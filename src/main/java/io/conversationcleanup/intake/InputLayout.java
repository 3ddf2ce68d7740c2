package io.conversationcleanup.intake;

import io.conversationcleanup.intake.Header.Role;
import io.conversationcleanup.model.ConversationType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The columns that an operation reads, and defaults for missing ones. Immutable.
 *
 * @param aliases a role's names, compared without case, {@code _}, {@code -} and spaces; other roles are not read
 * @param explicitColumns names from the job file; they replace the aliases of their roles, and the file must have them
 * @param defaultType the type for an empty cell or a missing column; if empty, the column is required
 * @param acceptOddIds whether ids that look damaged are sent instead of rejected
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

    /** Returns the layout for conversations: user, peer, type, clearRamble. */
    public static InputLayout conversations(
            Map<Role, String> explicitColumns, Optional<ConversationType> defaultType, boolean defaultClearRamble) {
        return new InputLayout(CONVERSATION_ALIASES, explicitColumns, defaultType, defaultClearRamble, false);
    }

    /** Returns the layout for conversation groups: user and group_name. */
    public static InputLayout conversationGroups(Map<Role, String> explicitColumns) {
        return new InputLayout(
                CONVERSATION_GROUP_ALIASES,
                explicitColumns,
                Optional.of(ConversationType.CONVERSATION_GROUP),
                false,
                false);
    }

    /** Returns a layout that accepts ids that look damaged. */
    public InputLayout acceptingOddIds() {
        return new InputLayout(aliases, explicitColumns, defaultType, defaultClearRamble, true);
    }

    /** Returns whether a file must have this role's column. */
    boolean requires(Role role) {
        return switch (role) {
            case USER, PEER -> true;
            case TYPE -> defaultType.isEmpty();
            case CLEAR_RAMBLE, OTHER -> false;
        };
    }
}
