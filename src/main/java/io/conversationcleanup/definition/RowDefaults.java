package io.conversationcleanup.definition;

import io.conversationcleanup.model.ConversationType;
import java.util.List;
import java.util.Optional;

/**
 * What holds for a row whose column is absent or empty. Immutable.
 *
 * @param type the type of the conversation; empty if the file must have the column
 * @param clearRamble whether stored messages go too; false unless asked for
 * @param ignored the keys that the file gives and the operation knows nothing of
 */
public record RowDefaults(Optional<ConversationType> type, boolean clearRamble, List<String> ignored) {

    public RowDefaults {
        ignored = List.copyOf(ignored);
    }
}
