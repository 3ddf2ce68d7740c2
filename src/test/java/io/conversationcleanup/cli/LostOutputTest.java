package io.conversationcleanup.cli;

import static io.conversationcleanup.report.RunViews.live;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import io.conversationcleanup.job.RunResult;
import io.conversationcleanup.model.LiveState.Sending;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.runs.RunAdmin;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Standard output that cannot be written. */
class LostOutputTest extends CommandLineFixture {

    private static final String FULL = "No space left on device";

    {
        standardOutput = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(FULL);
            }
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "--version",
                "run --help",
                "completion",
                "explain 60008",
                "status",
                "status --json",
                "find alice --json",
                "simulate --port 0",
                "forget --older-than 3d --yes"
            })
    void aCommandWhoseOutputIsLostSaysSo(String command) {
        assertThat(command(command.split(" "))).isEqualTo(74);

        assertThat(err())
                .startsWith("Standard output cannot be written: " + FULL)
                .hasLineCount(1);
    }

    @Test
    void aRunThatIsFinishedSaysSoToo() {
        work = order -> new RunResult.NothingLeft("run-1", RunStatus.COMPLETED, Optional.empty());

        assertThat(command("run", job(DEMO_JOB))).isEqualTo(74);

        mustHaveShown("errors/output-lost.txt");
    }

    @Test
    void whatHasToBeMendedIsMoreSerious() {
        work = order -> new RunResult.InUse("run-1", "bob", Instant.EPOCH);

        assertThat(command("run", job(DEMO_JOB))).isEqualTo(5);
    }

    @Test
    void nothingIsWatchedWhenNobodyCanSeeIt() {
        RunAdmin runs = mock();
        desk = Optional.of(runs);
        given(runs.runs()).willReturn(List.of(live(Sending.ON, 100.0)));

        assertThat(command("status", "--watch")).isEqualTo(74);
    }
}
