package io.conversationcleanup.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.model.ConversationType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

class DuplicateIndexTest {

    @Test
    void theFirstRowOfAConversationIsFoundWhateverClearRambleSays() {
        DuplicateIndex index = new DuplicateIndex();

        assertThat(index.firstRowOf(conversation("a", "b", true), 1, earlier -> true))
                .isEmpty();
        assertThat(index.firstRowOf(conversation("a", "b", false), 2, earlier -> earlier == 1))
                .hasValue(1);
        assertThat(index.firstRowOf(conversation("a", "b", true), 3, earlier -> earlier == 1))
                .hasValue(1);
    }

    @Test
    void aConversationIsLookedUpWithoutBeingEntered() {
        DuplicateIndex index = new DuplicateIndex();

        assertThat(index.rowOf(conversation("a", "b", false), earlier -> true)).isEmpty();
        index.firstRowOf(conversation("a", "b", false), 7, earlier -> true);

        assertThat(index.rowOf(conversation("a", "b", true), earlier -> earlier == 7))
                .hasValue(7);
        assertThat(index.rowOf(conversation("a", "b", true), earlier -> false)).isEmpty();
    }

    @Test
    void userPeerAndTypeAllCount() {
        DuplicateIndex index = new DuplicateIndex();
        List<Conversation> different = List.of(
                conversation("a", "b", false),
                conversation("b", "a", false),
                conversation("ab", "", false),
                conversation("", "ab", false),
                new Conversation("a", "b", ConversationType.GROUP, false));

        for (int i = 0; i < different.size(); i++) {
            assertThat(index.firstRowOf(different.get(i), i + 1, earlier -> true))
                    .isEmpty();
        }
    }

    @Test
    void aRowThatOnlySharesTheHashIsNotADuplicate() {
        DuplicateIndex index = new DuplicateIndex(conversation -> 77);

        assertThat(index.firstRowOf(conversation("a", "b", false), 1, earlier -> false))
                .isEmpty();
        assertThat(index.firstRowOf(conversation("c", "d", false), 2, earlier -> false))
                .isEmpty();
        assertThat(index.firstRowOf(conversation("c", "d", false), 3, earlier -> earlier == 2))
                .hasValue(2);
    }

    @Test
    void agreesWithAMapOnRandomRows() {
        agreesWithAMap(DuplicateIndex::hash, 200_000, 60_000);
    }

    @Test
    void agreesWithAMapWhenAllHashesFallIntoOneSegment() {
        agreesWithAMap(conversation -> DuplicateIndex.hash(conversation) >>> 12, 20_000, 9_000);
    }

    @Test
    void agreesWithAMapWhenManyRowsShareAHash() {
        agreesWithAMap(conversation -> DuplicateIndex.hash(conversation) & 0xFFFF_8000_0000_0003L, 20_000, 9_000);
        agreesWithAMap(conversation -> conversation.user().hashCode() % 5, 2_000, 500);
    }

    @Test
    void agreesWithAMapWhenProbingRunsOverTheEndOfASegment() {
        agreesWithAMap(conversation -> 0xF_FFFF_FFF0L | (DuplicateIndex.hash(conversation) & 0xF), 2_000, 500);
    }

    @Test
    void aMillionRowsTakeAtMostFourteenBytesEachAndAskBackForDuplicatesOnly() {
        DuplicateIndex index = new DuplicateIndex();
        long[] asked = {0};
        for (int row = 1; row <= 1_000_000; row++) {
            index.firstRowOf(numbered(row), row, earlier -> {
                asked[0]++;
                return true;
            });
        }
        assertThat(asked[0]).isZero();
        assertThat(index.slots() * Long.BYTES).isBetween(10_600_000L, 14_000_000L);

        for (int row = 1; row <= 1_000_000; row += 9) {
            assertThat(index.firstRowOf(numbered(row), 2_000_000, earlier -> true))
                    .hasValue(row);
        }
    }

    @Test
    void theHashSpreadsIdsThatDifferLittle() {
        Set<Long> hashes = new HashSet<>();
        Set<Long> segments = new HashSet<>();
        for (int i = 0; i < 300_000; i++) {
            long hash = DuplicateIndex.hash(numbered(i));
            hashes.add(hash);
            segments.add(hash >>> 54);
        }
        assertThat(hashes).hasSize(300_000);
        assertThat(segments).hasSize(1024);
    }

    @Test
    void aRowNumberThatDoesNotFitIsRefused() {
        DuplicateIndex index = new DuplicateIndex();
        Conversation conversation = conversation("a", "b", false);

        assertThat(index.firstRowOf(conversation, 268_435_455, earlier -> true)).isEmpty();
        assertThat(index.firstRowOf(conversation, 1, earlier -> true)).hasValue(268_435_455);
        assertThatThrownBy(() -> index.firstRowOf(conversation, 268_435_456, earlier -> true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "row 268,435,456 cannot be looked up: an input may have 268,435,455 rows at most; split it");
        assertThatThrownBy(() -> index.firstRowOf(conversation, 0, earlier -> true))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void agreesWithAMap(ToLongFunction<Conversation> hash, int rows, int distinct) {
        Random random = new Random(rows);
        DuplicateIndex index = new DuplicateIndex(hash);
        Map<Conversation, Long> firstRows = new HashMap<>();
        List<Conversation> seen = new ArrayList<>();
        int duplicates = 0;
        for (int i = 0; i < rows; i++) {
            long row = i + 1L;
            Conversation conversation = numbered(random.nextInt(distinct));
            seen.add(conversation);
            Long expected = firstRows.putIfAbsent(conversation, row);

            OptionalLong found = index.firstRowOf(
                    conversation, row, earlier -> seen.get((int) earlier - 1).equals(conversation));

            assertThat(found).isEqualTo(expected == null ? OptionalLong.empty() : OptionalLong.of(expected));
            duplicates += expected == null ? 0 : 1;
        }
        assertThat(duplicates).isPositive();
    }

    private static Conversation numbered(int number) {
        return conversation("user-" + number / 10, "peer-" + number % 10, false);
    }

    private static Conversation conversation(String user, String peer, boolean clearRamble) {
        return new Conversation(user, peer, ConversationType.ONE_TO_ONE, clearRamble);
    }
}
