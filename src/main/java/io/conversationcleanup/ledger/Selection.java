package io.conversationcleanup.ledger;

import io.conversationcleanup.model.RowState;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which settled rows of a run are meant. Immutable.
 *
 * @param states what they have come to; not empty
 * @param codes the codes that they were answered with; empty for any
 */
public record Selection(Set<RowState> states, Set<String> codes) {

    public Selection {
        states = Set.copyOf(states);
        codes = Set.copyOf(codes);
    }

    /** The same text for the same selection, such as {@code failed or retryable, 20004 or 60008}. */
    public String text() {
        String outcomes = states.stream().map(RowState::reportName).sorted().collect(Collectors.joining(" or "));
        return codes.isEmpty() ? outcomes : outcomes + ", " + String.join(" or ", new TreeSet<>(codes));
    }
}
