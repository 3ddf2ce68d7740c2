package io.conversationcleanup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StopSignalsTest {

    private static final int SIGINT = 2;
    private static final int SIGTERM = 15;

    private Duration now = Duration.ofSeconds(-1);
    private final List<String> happened = new ArrayList<>();
    private final StopSignals signals = new StopSignals(
            line -> happened.add(line.substring(0, line.indexOf(' '))),
            code -> happened.add("exit " + code),
            code -> happened.add("halt " + code),
            () -> now.toNanos());

    @Test
    void withoutARunTheFirstEndsTheProcess() {
        signals.received(SIGTERM);

        assertThat(happened).containsExactly("exit 143");
    }

    @Test
    void aRunIsAskedToStopAndEndsTheProcessItself() {
        signals.stopBy(() -> {
            happened.add("asked");
            signals.runHasEnded();
            return Optional.of(Duration.ofMinutes(1));
        });

        signals.received(SIGINT);

        assertThat(happened).containsExactly("asked", "Stopping:");
        assertThat(signals.exitCode(4)).isEqualTo(130);
    }

    @Test
    void aSecondEndsTheProcessAtOnce() {
        signals.stopBy(() -> {
            now = now.plus(StopSignals.ONE_REQUEST);
            signals.received(SIGINT);
            signals.runHasEnded();
            return Optional.of(Duration.ofMinutes(1));
        });

        signals.received(SIGTERM);

        assertThat(happened).containsExactly("halt 130", "Stopping:");
    }

    @Test
    void signalsThatFollowWithinTwoSecondsAreOneRequest() {
        signals.stopBy(() -> {
            signals.received(SIGTERM);
            now = now.plusMillis(300);
            signals.received(SIGTERM);
            now = now.plus(StopSignals.ONE_REQUEST).minusMillis(301);
            signals.received(SIGINT);
            signals.runHasEnded();
            return Optional.of(Duration.ofMinutes(1));
        });

        signals.received(SIGTERM);

        assertThat(happened).containsExactly("Stopping:");
        assertThat(signals.exitCode(4)).isEqualTo(143);
    }

    @Test
    void withoutARunASignalThatFollowsAtOnceLeavesTheEndToTheFirst() {
        signals.received(SIGTERM);
        signals.received(SIGTERM);

        assertThat(happened).containsExactly("exit 143");
    }

    @Test
    void aRunThatDoesNotEndInTimeIsLeftBehind() {
        signals.stopBy(() -> Optional.of(Duration.ZERO));

        signals.received(SIGTERM);

        assertThat(happened).containsExactly("Stopping:", "The", "halt 143");
    }

    @Test
    void aRunThatHasNotBegunIsNotWaitedFor() {
        signals.stopBy(Optional::empty);

        signals.received(SIGTERM);

        assertThat(happened).containsExactly("exit 143");
    }

    @Test
    void aRunThatHasEndedIsAskedNoMore() {
        signals.stopBy(() -> Optional.of(Duration.ofMinutes(1)));
        signals.runHasEnded();

        signals.received(SIGTERM);

        assertThat(happened).containsExactly("exit 143");
    }

    @Test
    void withoutASignalACommandHasItsOwnExitCode() {
        assertThat(signals.exitCode(4)).isEqualTo(4);
    }
}
