package io.conversationcleanup.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.conversationcleanup.simulator.CallRegister.Effect;
import io.conversationcleanup.simulator.Reaction.Code;
import io.conversationcleanup.simulator.Reaction.HttpStatus;
import io.conversationcleanup.simulator.Reaction.WireFault;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallRegisterTest {

    private static final Instant NOW = Calls.NOW;
    private static final Code OK = new Code(0);
    private static final WireOperation DELETE = WireOperation.RECENTCONTACT_DELETE;

    @Test
    void givesCallsBackAsTheyCame() {
        CallRegister register = new CallRegister(10);
        Asked asked = asked("ann", "bob");
        List<Reaction> reactions = List.of(
                OK,
                new Code(660300005),
                new HttpStatus(502),
                WireFault.RESET,
                WireFault.HANG,
                WireFault.GARBAGE,
                WireFault.TRUNCATE,
                WireFault.OVERSIZE);

        reactions.forEach(reaction -> register.add(NOW, DELETE, asked, reaction, Effect.NONE));

        assertThat(register.calls(0, 10))
                .isEqualTo(IntStream.range(0, reactions.size())
                        .mapToObj(i -> new RecordedCall(
                                i + 1,
                                NOW,
                                DELETE,
                                "ann",
                                "bob",
                                OptionalInt.of(1),
                                OptionalInt.of(1),
                                reactions.get(i)))
                        .toList());
    }

    @Test
    void keepsOddCallsToo() {
        CallRegister register = new CallRegister(10);
        Asked odd = new Asked("ünï\u0000", "x".repeat(1000), OptionalInt.of(-7), OptionalInt.of(1_000_000));

        register.add(NOW, WireOperation.UNKNOWN, Asked.NOTHING, new Code(60009), Effect.NONE);
        register.add(NOW, DELETE, odd, new Code(50002), Effect.NONE);

        assertThat(register.calls(0, 10))
                .containsExactly(
                        new RecordedCall(
                                1,
                                NOW,
                                WireOperation.UNKNOWN,
                                "",
                                "",
                                OptionalInt.empty(),
                                OptionalInt.empty(),
                                new Code(60009)),
                        new RecordedCall(
                                2,
                                NOW,
                                DELETE,
                                "ünï\u0000",
                                "x".repeat(255),
                                OptionalInt.of(-7),
                                OptionalInt.of(1_000_000),
                                new Code(50002)));
    }

    @Test
    void tellsConversationsApartByEachOfTheirParts() {
        CallRegister register = new CallRegister(10);
        List<Asked> different = List.of(
                asked("ab", "c"),
                asked("a", "bc"),
                asked("c", "ab"),
                new Asked("ab", "c", OptionalInt.of(2), OptionalInt.of(1)));

        different.forEach(asked -> register.add(NOW, DELETE, asked, OK, Effect.DELETED));
        register.add(NOW, DELETE, new Asked("ab", "c", OptionalInt.of(1), OptionalInt.empty()), OK, Effect.DELETED);

        assertThat(register.deleted())
                .containsExactly(
                        new DeletedConversation(DELETE, "ab", "c", OptionalInt.of(1), 2),
                        new DeletedConversation(DELETE, "a", "bc", OptionalInt.of(1), 1),
                        new DeletedConversation(DELETE, "c", "ab", OptionalInt.of(1), 1),
                        new DeletedConversation(DELETE, "ab", "c", OptionalInt.of(2), 1));
        assertThat(register.stats().deleted()).isEqualTo(4);
        assertThat(register.stats().deletedAgain()).isEqualTo(1);
    }

    @Test
    void countsCallsBeyondTheLimitWithoutKeepingThem() {
        CallRegister register = new CallRegister(2);

        for (int i = 0; i < 5; i++) {
            register.add(NOW.plusMillis(400L * i), DELETE, asked("ann", "p" + i), OK, Effect.DELETED);
        }
        register.add(NOW.plusSeconds(9), DELETE, asked("ann", "p9"), WireFault.HANG, Effect.NONE);

        assertThat(register.calls(0, 10)).extracting(RecordedCall::peer).containsExactly("p0", "p1");
        assertThat(register.deleted()).extracting(DeletedConversation::peer).containsExactly("p0", "p1");
        assertThat(register.stats()).isEqualTo(new SimulatorStats(6, 2, 5, 0, 3, sorted(Map.of("0", 5L, "hang", 1L))));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 5, 8})
    void countsDeletionsWhetherItKeepsTheirNamesOrNot(int recorded) {
        CallRegister register = new CallRegister(recorded);
        List<Asked> different = List.of(
                asked("ab", "c"),
                asked("a", "bc"),
                asked("c", "ab"),
                new Asked("ab", "c", OptionalInt.of(2), OptionalInt.of(1)));

        assertThat(different).noneMatch(asked -> register.isDeleted(DELETE, asked));
        different.forEach(asked -> register.add(NOW, DELETE, asked, new Code(50004), Effect.NONE));
        assertThat(different).noneMatch(asked -> register.isDeleted(DELETE, asked));
        different.forEach(asked -> register.add(NOW, DELETE, asked, OK, Effect.DELETED));
        different.forEach(asked -> register.add(NOW, DELETE, asked, OK, Effect.DELETED));

        assertThat(different).allMatch(asked -> register.isDeleted(DELETE, asked));
        assertThat(different).noneMatch(asked -> register.isDeleted(WireOperation.DELETE_CONV, asked));
        assertThat(register.stats().deleted()).isEqualTo(4);
        assertThat(register.stats().deletedAgain()).isEqualTo(4);
        assertThat(register.deleted())
                .hasSize(Math.min(recorded, 4))
                .allSatisfy(deleted -> assertThat(deleted.times()).isEqualTo(2));
    }

    @Test
    void keepsAHundredThousandCallsExactly() {
        CallRegister register = new CallRegister(200_000);
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 50_000; i++) {
                register.add(NOW.plusNanos(i), DELETE, asked("user_" + i, "peer_" + i), OK, Effect.DELETED);
            }
        }

        assertThat(register.stats())
                .isEqualTo(
                        new SimulatorStats(100_000, 100_000, 50_000, 50_000, 100_000, sorted(Map.of("0", 100_000L))));
        assertThat(register.calls(49_999, 2))
                .extracting(RecordedCall::sequence, RecordedCall::user, RecordedCall::peer)
                .containsExactly(tuple(50_000L, "user_49999", "peer_49999"), tuple(50_001L, "user_0", "peer_0"));
        assertThat(register.deleted())
                .extracting(DeletedConversation::user)
                .isEqualTo(IntStream.range(0, 50_000).mapToObj(i -> "user_" + i).toList());
        assertThat(register.deleted()).extracting(DeletedConversation::times).containsOnly(2);
    }

    private static Asked asked(String user, String peer) {
        return new Asked(user, peer, OptionalInt.of(1), OptionalInt.of(1));
    }

    private static SortedMap<String, Long> sorted(Map<String, Long> counts) {
        return new TreeMap<>(counts);
    }
}
