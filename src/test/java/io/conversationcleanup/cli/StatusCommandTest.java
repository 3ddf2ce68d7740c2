package io.conversationcleanup.cli;

import static io.conversationcleanup.report.RunViews.atRest;
import static io.conversationcleanup.report.RunViews.live;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.model.LiveState.Sending;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.runs.RunAdmin;
import io.conversationcleanup.runs.RunView;
import io.conversationcleanup.runs.RunView.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusCommandTest extends CommandLineFixture {

    private static final RunView LIVE = live(Sending.ON, 100.0);
    private static final RunView STOPPED = atRest("users-1", RunStatus.STOPPED, Standing.ENDED);

    private final RunAdmin runs = mock();
    private final List<Duration> waits = new ArrayList<>();

    {
        desk = Optional.of(runs);
        waiting = waits::add;
    }

    @Test
    void allRunsAreListed() {
        given(runs.runs()).willReturn(List.of(LIVE, STOPPED));

        assertThat(command("status")).isZero();

        mustHaveShown("status/list.txt");
        assertThat(err()).isEmpty();
    }

    @Test
    void aRunIsShownWithTheAdviceOfItsOwnOperation() {
        given(runs.run("users")).willReturn(LIVE);
        explanations.put(
                "50001",
                List.of(
                        new CodeExplanation("zego delete-conversation", "z", "z", "Not this."),
                        new CodeExplanation("tencent delete-conversation", "gone", "it fails", "Read this.")));
        explanations.put("50004", List.of(new CodeExplanation("any", "It was busy", "sent again", "")));

        assertThat(command("status", "users")).isZero();

        mustHaveShown("status/one-with-advice.txt");
    }

    @Test
    void asJsonItIsForScripts() {
        given(runs.runs()).willReturn(List.of(STOPPED));
        given(runs.run("users")).willReturn(LIVE);

        assertThat(command("status", "--json")).isZero();
        Golden.check("status/list.json", out());
        assertThat(command("status", "users", "--json")).isZero();
        Golden.check("status/one.json", out());
    }

    @Test
    void aRunIsWatchedUntilItHasEnded() {
        given(runs.run("users")).willReturn(LIVE, LIVE, STOPPED);

        assertThat(command("status", "users", "--watch")).isZero();

        assertThat(waits).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(5));
        mustHaveShown("status/watched-to-the-end.txt");
    }

    @Test
    void onATerminalItIsDrawnAgainEachSecond() {
        redraws = true;
        given(runs.runs()).willReturn(List.of(LIVE)).willReturn(List.of(STOPPED));

        assertThat(command("status", "--watch")).isZero();

        assertThat(waits).containsExactly(Duration.ofSeconds(1));
        assertThat(out().split("\u001b\\[H\u001b\\[2J", -1))
                .hasSize(3)
                .satisfies(pictures -> assertThat(pictures[1]).contains("running"))
                .satisfies(pictures -> assertThat(pictures[2]).contains("stopped"));
    }

    @Test
    void whereNothingGoesOnThereIsNothingToWatch() {
        given(runs.runs()).willReturn(List.of(STOPPED));

        assertThat(command("status", "--watch")).isZero();

        assertThat(waits).isEmpty();
        mustHaveShown("status/nothing-to-watch.txt");
    }

    @Test
    void withoutARepositoryThereAreNoRuns() {
        desk = Optional.empty();

        assertThat(command("status")).isZero();
        assertThat(command("status", "--json")).isZero();
        assertThat(out()).isEqualTo("[]\n");
        assertThat(command("status", "users")).isEqualTo(64);
        mustHaveShown("status/no-repository.txt");
    }

    @Test
    void whoWatchesBeforeThereIsARepositoryWaitsForTheFirstRun() {
        desk = Optional.empty();
        waiting = duration -> {
            waits.add(duration);
            desk = Optional.of(runs);
        };
        given(runs.runs()).willReturn(List.of(STOPPED));

        assertThat(command("status", "--watch")).isZero();

        assertThat(waits).hasSize(1);
        mustHaveShown("status/waiting-for-the-first-run.txt");
    }
}
