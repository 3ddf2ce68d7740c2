package io.conversationcleanup.plan;

import io.conversationcleanup.intake.DuplicateIndex;
import io.conversationcleanup.intake.InputWarnings;
import io.conversationcleanup.intake.ParsedRow;
import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.model.ConversationType;
import io.conversationcleanup.plan.Plan.Counts;
import io.conversationcleanup.plan.Plan.Reject;
import io.conversationcleanup.plan.Plan.Sample;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Counts the rows of an input. Not thread-safe. Takes about 21 bytes of heap per row: {@link DuplicateIndex} and a
 * 64-bit hash. Together the hash has 110 bits; staging compares the rows themselves.
 */
final class RowCount {

    private static final int SHOWN = 5;

    private final Fingerprints fingerprints;
    private final InputWarnings warnings;
    private final DuplicateIndex conversations = new DuplicateIndex();
    /** Indexed by row; the lowest bit is clearRamble. */
    private final long[] sent;

    private final Map<ConversationType, Long> byType = new EnumMap<>(ConversationType.class);
    private final List<Sample> firstToSend = new ArrayList<>();
    private final List<Reject> firstRejected = new ArrayList<>();
    private int row;
    private long rejected;
    private long duplicate;
    private long clearRamble;
    private long clearRambleOfGroups;
    private long otherClearRamble;
    private long withSelf;
    private long bothSides;

    RowCount(Fingerprints fingerprints, InputWarnings warnings, long rows) {
        this.fingerprints = fingerprints;
        this.warnings = warnings;
        this.sent = new long[Math.toIntExact(Math.min(rows, DuplicateIndex.MAX_ROW)) + 1];
    }

    void add(ParsedRow parsed) {
        row++;
        if (parsed instanceof ParsedRow.Rejected bad) {
            rejected++;
            if (firstRejected.size() < SHOWN) {
                firstRejected.add(new Reject(bad.line(), bad.reason()));
            }
            return;
        }
        ParsedRow.Accepted accepted = (ParsedRow.Accepted) parsed;
        Conversation conversation = accepted.conversation();
        warnings.add(accepted.line(), conversation);
        long fingerprint = fingerprint(conversation);
        var first = conversations.firstRowOf(conversation, row, earlier -> isSame(earlier, fingerprint));
        if (first.isPresent()) {
            duplicate++;
            warnings.addDuplicate(accepted.line());
            otherClearRamble += sent[(int) first.getAsLong()] == fingerprint ? 0 : 1;
            return;
        }
        sent[row] = fingerprint;
        addToSend(accepted);
    }

    private void addToSend(ParsedRow.Accepted accepted) {
        Conversation conversation = accepted.conversation();
        fingerprints.add(conversation);
        byType.merge(conversation.type(), 1L, Long::sum);
        clearRamble += conversation.clearRamble() ? 1 : 0;
        clearRambleOfGroups += conversation.clearRamble() && conversation.type() == ConversationType.GROUP ? 1 : 0;
        if (firstToSend.size() < SHOWN) {
            firstToSend.add(new Sample(accepted.line(), conversation));
        }
        if (accepted.isWithSelf()) {
            withSelf++;
        } else if (conversation.type() == ConversationType.ONE_TO_ONE && hasOtherSide(conversation)) {
            bothSides++;
        }
    }

    private boolean hasOtherSide(Conversation conversation) {
        Conversation otherSide = new Conversation(
                /* user= */ conversation.peer(), /* peer= */ conversation.user(), conversation.type(), false);
        long fingerprint = fingerprint(otherSide);
        return conversations
                .rowOf(otherSide, earlier -> isSame(earlier, fingerprint))
                .isPresent();
    }

    private long fingerprint(Conversation conversation) {
        return (fingerprints.of(conversation) & ~1L) | (conversation.clearRamble() ? 1 : 0);
    }

    private boolean isSame(long earlier, long fingerprint) {
        return (sent[(int) earlier] ^ fingerprint) >>> 1 == 0;
    }

    Counts counts() {
        return new Counts(row, row - rejected - duplicate, rejected, duplicate, byType, clearRamble);
    }

    List<Sample> firstToSend() {
        return firstToSend;
    }

    List<Reject> firstRejected() {
        return firstRejected;
    }

    long clearRambleOfGroups() {
        return clearRambleOfGroups;
    }

    /** Returns the number of duplicates whose clearRamble differs from the row that is sent. */
    long otherClearRamble() {
        return otherClearRamble;
    }

    long withSelf() {
        return withSelf;
    }

    /** Returns the number of one-to-one conversations of which only one side is sent. */
    long oneSided() {
        return byType.getOrDefault(ConversationType.ONE_TO_ONE, 0L) - withSelf - 2 * bothSides;
    }
}
