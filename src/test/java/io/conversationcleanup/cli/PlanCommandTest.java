package io.conversationcleanup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.job.RunRequest;
import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.model.ConversationRules;
import io.conversationcleanup.model.ConversationType;
import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.plan.Plan;
import io.conversationcleanup.plan.Plan.Counts;
import io.conversationcleanup.plan.Plan.Reject;
import io.conversationcleanup.plan.Plan.Sample;
import io.conversationcleanup.plan.Plan.Target;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PlanCommandTest extends CommandLineFixture {

    private static final ZonedDateTime NOW = ZonedDateTime.parse("2026-11-20T23:59:58.200+01:00[Europe/Berlin]");

    private static Plan plan(double rate) {
        return new Plan(
                "4f2a91c03b7d8e21",
                new Target(
                        "users",
                        "tencent",
                        "delete-conversation",
                        "1400000000",
                        "https://api.test",
                        "none",
                        new ConversationRules("tencent", 32, Map.of(), ConversationRules.ClearRamble.SENT),
                        rate,
                        List.of()),
                "users.csv",
                "ab12",
                new Counts(
                        1_010, 1_000, 9, 1, Map.of(ConversationType.ONE_TO_ONE, 990L, ConversationType.GROUP, 10L), 3),
                List.of(new Sample(2, new Conversation("alice", "bob", ConversationType.ONE_TO_ONE, true))),
                List.of(new Reject(7, "user is empty")),
                List.of(),
                List.of("This sentence warns of something and is long enough to be broken into two lines of it."));
    }

    @Test
    void aPlanIsShownWithItsTimeItsSamplesAndItsWarnings() {
        Golden.check("plan/text.txt", PlanText.lines(plan(160), NOW));
        Golden.check("plan/unlimited.txt", PlanText.lines(plan(Double.POSITIVE_INFINITY), NOW));
    }

    @Test
    void thePlanIsMadeOfWhatTheFileAndTheOptionsSayAndItsRunIsOffered() {
        planning = order -> plan(19.8);
        String job = job(REAL_JOB);

        assertThat(command("plan", job, "--input", "a b.csv", "--rate", "19.8")).isZero();

        assertThat(planned.get(0).input().path()).hasToString("a b.csv");
        assertThat(planned.get(0).definition().limits().rate().perSecond()).hasValue(19.8);
        assertThat(Golden.masked(out().lines().reduce((first, last) -> last).orElseThrow(), directory))
                .endsWith(" run <DIR>/job.yml --input 'a b.csv' --rate 19.8 --plan <PLAN>");
        assertThat(err()).isEmpty();
        assertThat(orders).isEmpty();
    }

    @Test
    void asJsonItIsForScripts() {
        planning = order -> plan(160);

        assertThat(command("plan", job(DEMO_JOB), "--json")).isZero();

        Golden.check("plan/plan.json", out());
        JsonNode json = JsonMapper.shared().readTree(out());
        assertThat(json.get("rows").toString())
                .isEqualTo("{\"total\":1010,\"toSend\":1000,\"rejected\":9,\"duplicate\":1}");
        assertThat(json.get("estimatedSeconds").longValue()).isEqualTo(7);
        assertThat(json.get("types").toString()).isEqualTo("{\"one-to-one\":990,\"group\":10}");
        assertThat(json.at("/samples/rejected/0/reason").stringValue()).isEqualTo("user is empty");
    }

    @Test
    void aRunMayBeHeldToAPlanAndKeepsTheReasonThatIsGivenForIt() {
        work = order -> {
            throw new CommandFailedException(ExitCode.NOT_CONFIRMED, "This is not the plan.");
        };

        assertThat(command("run", job(DEMO_JOB), "--plan", "4f2a", "--reason", " GDPR-7 "))
                .isEqualTo(6);

        assertThat(((RunRequest.OfFile) orders.get(0).request().rows()).plan()).contains("4f2a");
        assertThat(orders.get(0).request().requestedBy().reason()).contains("GDPR-7");
        assertThat(orders.get(0).request().requestedBy().user()).contains(System.getProperty("user.name"));
    }

    @Test
    void aReasonStandsOnOneLineAndSaysSomething() {
        for (String reason : List.of("", " ", "a\nb", "x".repeat(501))) {
            assertThat(command("run", job(DEMO_JOB), "--reason", reason)).isEqualTo(64);
        }
        assertThat(orders).isEmpty();
    }
}
