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

import io.conversationcleanup.job.RunDesk;
import io.conversationcleanup.ledger.LiveState.Sending;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.report.RunView;
import io.conversationcleanup.report.RunView.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SteeringCommandsTest extends CommandLineFixture {

    private static final RunView LIVE = live(Sending.ON, 100.0);
    private static final RunView PAUSED = live(Sending.PAUSED, 100.0);
    private static final RunView STOPPED = atRest("users-1", RunStatus.STOPPED, Standing.ENDED);
    private static final RunView GONE = atRest("users-1", RunStatus.STOPPED, Standing.ORPHANED);

    private final RunDesk runs = mock();
    private final List<Duration> waits = new ArrayList<>();

    @BeforeEach
    void open() {
        desk = Optional.of(runs);
        waiting = waits::add;
        given(runs.askToStop(any())).willReturn(true);
        given(runs.askForRate(any(), anyDouble())).willReturn(true);
        given(runs.askToPause(any())).willReturn(true);
        given(runs.askToGoOn(any())).willReturn(true);
    }

    private void seen(RunView first, RunView... then) {
        given(runs.run(any())).willReturn(first, then);
    }

    @Test
    void aRunIsStoppedOnceItIsNoLongerSeenToGoOn() {
        seen(LIVE, LIVE, LIVE, STOPPED);

        assertThat(command("stop", "users")).isZero();

        verify(runs).askToStop(LIVE);
        assertThat(waits).hasSize(3);
        assertThat(out()).isEqualTo("Run users-1 has ended: STOPPED.\n");
        assertThat(err()).isEqualTo("Asked run users-1 to stop. Waiting for its calls in flight and its reports.\n");
    }

    @Test
    void whatDoesNotStopInTimeIsTold() {
        seen(LIVE);

        assertThat(command("stop", "users", "--wait", "2")).isEqualTo(5);

        assertThat(waits).hasSize(8);
        assertThat(err()).contains("is still at it after 2 s. See: conversation-cleanup status users-1\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop users-1", "rate users-1 5", "pause users-1", "unpause users-1"})
    void ofARunThatIsNotRunningNothingIsAsked(String words) {
        seen(STOPPED);
        assertThat(command(words.split(" "))).isZero();
        assertThat(out()).isEqualTo("""
                        Run users-1 is not running: it ended STOPPED.
                        Nothing was changed. More: conversation-cleanup status users-1
                        """);

        seen(GONE);
        assertThat(command(words.split(" "))).isZero();
        assertThat(out()).startsWith("Run users-1 is not running: its process is gone.\n");

        verify(runs, never()).askToStop(any());
        verify(runs, never()).askForRate(any(), anyDouble());
        verify(runs, never()).askToPause(any());
        verify(runs, never()).askToGoOn(any());
    }

    @Test
    void aPauseIsToldOnceItIsSeen() {
        seen(LIVE, LIVE, PAUSED);

        assertThat(command("pause", "users-1", "--repository", "jdbc:h2:./a b")).isZero();

        verify(runs).askToPause(LIVE);
        assertThat(waits).hasSize(1);
        assertThat(out())
                .isEqualTo("Run users-1 is paused. Go on with: conversation-cleanup unpause users-1"
                        + " --repository 'jdbc:h2:./a b'\n");
    }

    @Test
    void theEndOfAPauseIsToldOnceItIsSeen() {
        seen(PAUSED, PAUSED, LIVE);

        assertThat(command("unpause", "users-1")).isZero();

        verify(runs).askToGoOn(PAUSED);
        assertThat(out()).isEqualTo("Run users-1 goes on.\n");
    }

    @Test
    void whatIsNotHeardInTimeIsTold() {
        seen(LIVE);

        assertThat(command("pause", "users-1")).isZero();

        assertThat(waits).hasSize(20);
        assertThat(out()).isEqualTo("Run users-1 was asked and has not answered yet.\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "fast", "1e9", ""})
    void whatIsNoRateIsRefused(String rate) {
        seen(LIVE);

        assertThat(command("rate", "users-1", rate)).isEqualTo(64);

        assertThat(err()).startsWith("'" + rate + "' is no rate");
        verify(runs, never()).askForRate(any(), anyDouble());
    }

    @Test
    void unlimitedIsRefusedWhereARealProviderIsCalled() {
        seen(LIVE);

        assertThat(command("rate", "users-1", "unlimited")).isEqualTo(64);

        assertThat(err()).startsWith("unlimited is for loopback addresses and the simulator alone");
        verify(runs, never()).askForRate(any(), anyDouble());
    }

    @Test
    void aRateIsAskedForAsAFractionToo() {
        seen(LIVE);

        assertThat(command("rate", "users-1", "19.8")).isZero();

        verify(runs).askForRate(LIVE, 19.8);
        assertThat(out()).isEqualTo("Run users-1 was asked for 19.8 calls/s and has not answered yet.\n");
        assertThat(err()).isEmpty();
    }

    @Test
    void aRateIsToldOnceItHolds() {
        seen(LIVE);

        assertThat(command("rate", "users-1", "100")).isZero();

        assertThat(waits).isEmpty();
        assertThat(out()).isEqualTo("Run users-1: 100 calls/s, was 100 calls/s.\n");
    }

    @Test
    void withoutARunNothingCanBeAsked() {
        assertThat(command("stop")).isEqualTo(64);
        assertThat(command("rate", "users-1")).isEqualTo(64);
        desk = Optional.empty();
        assertThat(command("pause", "users-1")).isEqualTo(64);
        assertThat(err()).isEqualTo("There is no run 'users-1': there is no repository yet.\n");
    }
}
