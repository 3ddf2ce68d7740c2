package io.conversationcleanup.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.conversationcleanup.simulator.Calls.DeletedConversation;
import io.conversationcleanup.simulator.ProviderApi.Asked;
import io.conversationcleanup.simulator.Reaction.Code;
import io.conversationcleanup.simulator.Reaction.HttpStatus;
import io.conversationcleanup.simulator.Reaction.WireFault;
import io.conversationcleanup.simulator.RecordedCall.Operation;
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
    private static final Operation DELETE = Operation.RECENTCONTACT_DELETE;

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

        reactions.forEach(reaction -> register.add(NOW, asked, reaction, false));

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
                                reactions.get(i),
                                false))
                        .toList());
    }

    @Test
    void keepsOddCallsToo() {
        CallRegister register = new CallRegister(10);
        Asked odd = new Asked(
                Operation.RECENTCONTACT_DELETE,
                "ünï\u0000",
                "x".repeat(1000),
                OptionalInt.of(-7),
                OptionalInt.of(1_000_000));

        register.add(NOW, Asked.nothing(Operation.UNKNOWN), new Code(60009), false);
        register.add(NOW, odd, new Code(50002), false);

        assertThat(register.calls(0, 10))
                .containsExactly(
                        new RecordedCall(
                                1,
                                NOW,
                                Operation.UNKNOWN,
                                "",
                                "",
                                OptionalInt.empty(),
                                OptionalInt.empty(),
                                new Code(60009),
                                false),
                        new RecordedCall(
                                2,
                                NOW,
                                DELETE,
                                "ünï\u0000",
                                "x".repeat(255),
                                OptionalInt.of(-7),
                                OptionalInt.of(1_000_000),
                                new Code(50002),
                                false));
    }

    @Test
    void tellsConversationsApartByEachOfTheirParts() {
        CallRegister register = new CallRegister(10);
        List<Asked> different = List.of(
                asked("ab", "c"),
                asked("a", "bc"),
                asked("c", "ab"),
                new Asked(Operation.RECENTCONTACT_DELETE, "ab", "c", OptionalInt.of(2), OptionalInt.of(1)));

        different.forEach(asked -> register.add(NOW, asked, OK, true));
        register.add(
                NOW,
                new Asked(Operation.RECENTCONTACT_DELETE, "ab", "c", OptionalInt.of(1), OptionalInt.empty()),
                OK,
                true);

        assertThat(Calls.deleted(register.calls(0, Integer.MAX_VALUE)))
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
            register.add(NOW.plusMillis(400L * i), asked("ann", "p" + i), OK, true);
        }
        register.add(NOW.plusSeconds(9), asked("ann", "p9"), WireFault.HANG, false);

        assertThat(register.calls(0, 10)).extracting(RecordedCall::peer).containsExactly("p0", "p1");
        assertThat(Calls.deleted(register.calls(0, Integer.MAX_VALUE)))
                .extracting(DeletedConversation::peer)
                .containsExactly("p0", "p1");
        assertThat(register.stats()).isEqualTo(new SimulatorStats(6, 2, 5, 0, 3, sorted(Map.of("0", 5L, "hang", 1L))));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 5, 8, 20})
    void countsDeletionsWhetherItKeepsTheirNamesOrNot(int recorded) {
        CallRegister register = new CallRegister(recorded);
        List<Asked> different = List.of(
                asked("ab", "c"),
                asked("a", "bc"),
                asked("c", "ab"),
                new Asked(Operation.RECENTCONTACT_DELETE, "ab", "c", OptionalInt.of(2), OptionalInt.of(1)));

        assertThat(different).noneMatch(asked -> register.isDeleted(asked));
        different.forEach(asked -> register.add(NOW, asked, new Code(50004), false));
        assertThat(different).noneMatch(asked -> register.isDeleted(asked));
        different.forEach(asked -> register.add(NOW, asked, OK, true));
        different.forEach(asked -> register.add(NOW, asked, OK, true));

        assertThat(different).allMatch(asked -> register.isDeleted(asked));
        assertThat(different)
                .noneMatch(asked -> register.isDeleted(new Asked(
                        Operation.DELETE_CONV, asked.user(), asked.peer(), asked.type(), asked.clearRamble())));
        assertThat(register.stats().deleted()).isEqualTo(4);
        assertThat(register.stats().deletedAgain()).isEqualTo(4);
        assertThat(Calls.deleted(register.calls(0, Integer.MAX_VALUE))).hasSize(Math.min(Math.max(0, recorded - 4), 4));
    }

    @Test
    void keepsAHundredThousandCallsExactly() {
        CallRegister register = new CallRegister(200_000);
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 50_000; i++) {
                register.add(NOW.plusNanos(i), asked("user_" + i, "peer_" + i), OK, true);
            }
        }

        assertThat(register.stats())
                .isEqualTo(
                        new SimulatorStats(100_000, 100_000, 50_000, 50_000, 100_000, sorted(Map.of("0", 100_000L))));
        assertThat(register.calls(49_999, 2))
                .extracting(RecordedCall::sequence, RecordedCall::user, RecordedCall::peer)
                .containsExactly(tuple(50_000L, "user_49999", "peer_49999"), tuple(50_001L, "user_0", "peer_0"));
        assertThat(Calls.deleted(register.calls(0, Integer.MAX_VALUE)))
                .extracting(DeletedConversation::user)
                .isEqualTo(IntStream.range(0, 50_000).mapToObj(i -> "user_" + i).toList());
        assertThat(Calls.deleted(register.calls(0, Integer.MAX_VALUE)))
                .extracting(DeletedConversation::times)
                .containsOnly(2L);
    }

    private static Asked asked(String user, String peer) {
        return new Asked(Operation.RECENTCONTACT_DELETE, user, peer, OptionalInt.of(1), OptionalInt.of(1));
    }

    private static SortedMap<String, Long> sorted(Map<String, Long> counts) {
        return new TreeMap<>(counts);
    }
}
