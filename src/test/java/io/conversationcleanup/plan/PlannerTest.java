package io.conversationcleanup.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.intake.InputFile;
import io.conversationcleanup.intake.InputLayout;
import io.conversationcleanup.intake.InputSurvey;
import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.model.ConversationRules;
import io.conversationcleanup.model.ConversationRules.ClearRamble;
import io.conversationcleanup.model.ConversationRules.PeerRule;
import io.conversationcleanup.model.ConversationType;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.plan.Plan.History;
import io.conversationcleanup.plan.Plan.History.Earlier;
import io.conversationcleanup.plan.Plan.Reject;
import io.conversationcleanup.plan.Plan.Sample;
import io.conversationcleanup.plan.Plan.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlannerTest {

    private static final String HEADER = "user,peer,type,clear_ramble\n";
    private static final Target TARGET = target("1400000000", ClearRamble.SENT, 160);

    @TempDir
    private Path directory;

    private static Target target(String app, ClearRamble clearRamble, double rate) {
        return new Target(
                "users",
                "acme",
                "delete-conversation",
                app,
                "https://api.test",
                "type one_to_one, clearRamble 0",
                new ConversationRules(
                        "acme",
                        32,
                        Map.of(
                                ConversationType.ONE_TO_ONE, PeerRule.numbered(1, 32),
                                ConversationType.GROUP, PeerRule.numbered(2, 48)),
                        clearRamble),
                rate,
                List.of());
    }

    private Plan plan(String csv, Target target, History history) {
        try {
            Path file = Files.writeString(directory.resolve("users.csv"), csv);
            InputLayout layout = InputLayout.conversations(Map.of(), Optional.of(ConversationType.ONE_TO_ONE), false);
            return Planner.plan(InputSurvey.of(InputFile.of(file), layout), target, history);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Plan plan(String rows) {
        return plan(HEADER + rows, TARGET, History.NONE);
    }

    @Test
    void everyRowIsCountedOnceAndTheFirstOfEachKindAreShown() {
        Plan plan = plan("a,b,1,0\n,b,1,0\nb,a,1,1\na,b,1,0\na,g,2,0\na,c,9,0\n");

        assertThat(plan.counts())
                .isEqualTo(new Plan.Counts(
                        6, 3, 2, 1, Map.of(ConversationType.ONE_TO_ONE, 2L, ConversationType.GROUP, 1L), 1));
        assertThat(plan.counts().byType())
                .containsExactly(entry(ConversationType.ONE_TO_ONE, 2L), entry(ConversationType.GROUP, 1L));
        assertThat(plan.firstToSend())
                .containsExactly(
                        new Sample(2, new Conversation("a", "b", ConversationType.ONE_TO_ONE, false)),
                        new Sample(4, new Conversation("b", "a", ConversationType.ONE_TO_ONE, true)),
                        new Sample(6, new Conversation("a", "g", ConversationType.GROUP, false)));
        assertThat(plan.firstRejected()).extracting(Reject::line).containsExactly(3L, 7L);
        assertThat(plan.firstRejected().get(0).reason()).isEqualTo("user is empty");
        assertThat(plan.warnings()).isEmpty();
    }

    @Test
    void ofManyRowsFiveOfEachKindAreShown() {
        String rows = IntStream.range(0, 1_000)
                .mapToObj(i -> "a,p" + i + ",2,0\n,p,1,0\na,p" + i + ",group,0\n")
                .collect(Collectors.joining());

        Plan plan = plan(rows);

        assertThat(plan.counts())
                .isEqualTo(new Plan.Counts(3_000, 1_000, 1_000, 1_000, Map.of(ConversationType.GROUP, 1_000L), 0));
        assertThat(plan.firstToSend()).hasSize(5);
        assertThat(plan.firstRejected()).hasSize(5);
    }

    @Test
    void theTimeIsThatOfTheCallsAtTheCeiling() {
        String rows = "a,b,1,0\na,c,1,0\na,d,1,0\n";

        assertThat(plan(HEADER + rows, target("1", ClearRamble.SENT, 2), History.NONE)
                        .estimated())
                .contains(Duration.ofMillis(1_500));
        assertThat(plan(HEADER + rows, target("1", ClearRamble.SENT, Double.POSITIVE_INFINITY), History.NONE)
                        .estimated())
                .isEmpty();
    }

    @Test
    void anIdStandsForTheConversationsInTheirOrderAndForWhereTheyAre() {
        String id = plan("a,b,1,0\na,g,2,1\n").id();

        assertThat(id).matches("[0-9a-f]{16}");
        // The same in other words, with rows that are not sent.
        assertThat(plan("a,b,c2c,no\n,x,1,0\na,g,group,yes\na,b,1,1\n").id()).isEqualTo(id);
        assertThat(List.of(
                        plan("a,g,2,1\na,b,1,0\n").id(),
                        plan("a,b,1,0\n").id(),
                        plan("a,b,1,1\na,g,2,1\n").id(),
                        plan("b,a,1,0\na,g,2,1\n").id(),
                        plan(HEADER + "a,b,1,0\na,g,2,1\n", target("1400000001", ClearRamble.SENT, 160), History.NONE)
                                .id()))
                .doesNotContain(id)
                .doesNotHaveDuplicates();
    }

    @Test
    void conversationsOfWhichTheFileHasOneSideAreWarnedOf() {
        Golden.check(
                "plan/warning-one-side-alone.txt",
                plan("a,b,1,0\nb,a,1,0\na,c,1,0\nd,a,1,0\na,g,2,0\n").warnings());
    }

    @Test
    void damagedIdsAreRejectedAndDoubtfulOnesWarnedOf() {
        Plan plan = plan("1.4E+09,b,2,0\n'carol',g,2,0\n'carol',g,2,0\n#N/A,b,2,0\nd,g,2,0");

        assertThat(plan.counts().rejected()).isEqualTo(2);
        Golden.check(
                "plan/rejected-damaged-ids.txt",
                plan.firstRejected().stream().map(Reject::reason).toList());
        Golden.check("plan/warnings-doubtful-ids.txt", plan.warnings());
    }

    @Test
    void manyDuplicatesAreWarnedOf() {
        assertThat(plan("a,g,2,0\n".repeat(50)).warnings())
                .singleElement()
                .asString()
                .startsWith("49 of 50 rows repeat the conversation of an earlier row: lines 3, 4, 5 and 46 more.");
    }

    @Test
    void whatMayNotBeMeantIsWarnedOf() {
        Golden.check(
                "plan/warnings-odd-rows.txt",
                plan("a,a,1,0\na,g,2,1\na,g,2,0\n").warnings());
        Golden.check(
                "plan/warning-clear-ramble-ignored.txt",
                plan(HEADER + "a,g,2,1\n", target("1", ClearRamble.IGNORED, 16), History.NONE)
                        .warnings());
    }

    @Test
    void farMoreRowsThanEverBeforeAreWarnedOf() {
        String rows = "a,g1,2,0\na,g2,2,0\na,g3,2,0\na,g4,2,0\n";

        assertThat(plan(HEADER + rows, TARGET, new History(List.of(), Optional.empty(), 2))
                        .warnings())
                .isEmpty();
        Golden.check(
                "plan/warning-many-rows.txt",
                plan(HEADER + rows, TARGET, new History(List.of(), Optional.empty(), 1))
                        .warnings());
    }

    @Test
    void whatRunWouldDoWithAnEarlierRunIsTold() {
        Golden.check(
                "plan/warnings-earlier-run.txt",
                List.of(
                        earlier(RunStatus.COMPLETED, Optional.empty()),
                        earlier(RunStatus.STOPPED, Optional.empty()),
                        earlier(RunStatus.RUNNING, Optional.of("bob on x (process 2)"))));
    }

    private String earlier(RunStatus status, Optional<String> who) {
        Earlier same = new Earlier("users-1", status, status.finished(), 7, Optional.empty(), who);
        return plan(HEADER + "a,g,2,0\n", TARGET, new History(List.of(), Optional.of(same), 7))
                .warnings()
                .get(0);
    }
}
