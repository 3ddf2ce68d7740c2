package io.conversationcleanup.cli;

import static io.conversationcleanup.report.RunViews.atRest;
import static io.conversationcleanup.report.RunViews.live;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyDouble;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import io.conversationcleanup.model.LiveState.Sending;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.runs.RunAdmin;
import io.conversationcleanup.runs.RunView;
import io.conversationcleanup.runs.RunView.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SteeringCommandsTest extends CommandLineFixture {

    private static final RunView LIVE = live(Sending.ON, 100.0);
    private static final RunView PAUSED = live(Sending.PAUSED, 100.0);
    private static final RunView STOPPED = atRest("users-1", RunStatus.STOPPED, Standing.ENDED);
    private static final RunView GONE = atRest("users-1", RunStatus.STOPPED, Standing.ORPHANED);

    private final RunAdmin runs = mock();
    private final List<Duration> waits = new ArrayList<>();

    @BeforeEach
    void open() {
        desk = Optional.of(runs);
        waiting = waits::add;
        given(runs.askToStop(any(), any())).willReturn(true);
        given(runs.askForRate(any(), anyDouble(), any())).willReturn(true);
        given(runs.askFor(any(), any(), any())).willReturn(true);
        given(runs.actor()).willReturn("alice");
    }

    private void seen(RunView first, RunView... then) {
        given(runs.run(any())).willReturn(first, then);
    }

    @Test
    void aRunIsStoppedOnceItIsNoLongerSeenToGoOn() {
        seen(LIVE, LIVE, LIVE, STOPPED);

        assertThat(command("stop", "users")).isZero();

        verify(runs).askToStop(LIVE, "alice");
        assertThat(waits).hasSize(3);
        mustHaveShown("steering/stop.txt");
    }

    @Test
    void whatDoesNotStopInTimeIsTold() {
        seen(LIVE);

        assertThat(command("stop", "users", "--wait", "2")).isEqualTo(5);

        assertThat(waits).hasSize(8);
        mustHaveShown("steering/stop-takes-longer.txt");
    }

    @Test
    void ofARunThatIsNotRunningNothingIsAsked() {
        for (String words : List.of("stop users-1", "rate users-1 5", "pause users-1", "unpause users-1")) {
            seen(STOPPED);
            assertThat(command(words.split(" "))).isZero();
            seen(GONE);
            assertThat(command(words.split(" "))).isZero();
        }

        mustHaveShown("steering/run-not-running.txt");
        verify(runs, never()).askToStop(any(), any());
        verify(runs, never()).askForRate(any(), anyDouble(), any());
        verify(runs, never()).askFor(any(), any(), any());
    }

    @Test
    void aPauseIsToldOnceItIsSeen() {
        seen(LIVE, LIVE, PAUSED);

        assertThat(command("pause", "users-1", "--repository", "jdbc:h2:./a b")).isZero();

        verify(runs).askFor(LIVE, Sending.PAUSED, "alice");
        assertThat(waits).hasSize(1);
        mustHaveShown("steering/pause.txt");
    }

    @Test
    void theEndOfAPauseIsToldOnceItIsSeen() {
        seen(PAUSED, PAUSED, LIVE);

        assertThat(command("unpause", "users-1")).isZero();

        verify(runs).askFor(PAUSED, Sending.ON, "alice");
        mustHaveShown("steering/unpause.txt");
    }

    @Test
    void whatIsNotHeardInTimeIsTold() {
        seen(LIVE);

        assertThat(command("pause", "users-1")).isZero();

        assertThat(waits).hasSize(20);
        mustHaveShown("steering/no-answer-yet.txt");
    }

    @Test
    void whatIsNoRateIsRefused() {
        seen(LIVE);

        for (String rate : List.of("0", "-5", "fast", "1e9", "")) {
            assertThat(command("rate", "users-1", rate)).isEqualTo(64);
        }

        mustHaveShown("errors/not-a-rate.txt");
        verify(runs, never()).askForRate(any(), anyDouble(), any());
    }

    @Test
    void unlimitedIsRefusedWhereARealProviderIsCalled() {
        seen(LIVE);

        assertThat(command("rate", "users-1", "unlimited")).isEqualTo(64);

        mustHaveShown("errors/unlimited-at-a-real-provider.txt");
        verify(runs, never()).askForRate(any(), anyDouble(), any());
    }

    @Test
    void aRateIsAskedForAsAFractionToo() {
        seen(LIVE);

        assertThat(command("rate", "users-1", "19.8")).isZero();

        verify(runs).askForRate(LIVE, 19.8, "alice");
        mustHaveShown("steering/rate-not-answered-yet.txt");
    }

    @Test
    void aRateIsToldOnceItHolds() {
        seen(LIVE);

        assertThat(command("rate", "users-1", "100")).isZero();

        assertThat(waits).isEmpty();
        mustHaveShown("steering/rate.txt");
    }

    @Test
    void withoutARunNothingCanBeAsked() {
        assertThat(command("stop")).isEqualTo(64);
        assertThat(command("rate", "users-1")).isEqualTo(64);
        desk = Optional.empty();
        assertThat(command("pause", "users-1")).isEqualTo(64);
        mustHaveShown("errors/no-run-to-steer.txt");
    }
}
