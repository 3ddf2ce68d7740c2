package io.conversationcleanup.cli;

import static io.conversationcleanup.report.RunViews.atRest;
import static io.conversationcleanup.report.RunViews.live;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import io.conversationcleanup.job.RunRequest;
import io.conversationcleanup.job.RunResult;
import io.conversationcleanup.ledger.RowStore.Selection;
import io.conversationcleanup.ledger.Run;
import io.conversationcleanup.model.LiveState.Sending;
import io.conversationcleanup.model.RowState;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.runs.EarlierRows;
import io.conversationcleanup.runs.EarlierRows.Outcome;
import io.conversationcleanup.runs.RunAdmin;
import io.conversationcleanup.runs.RunView;
import io.conversationcleanup.runs.RunView.Standing;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RerunCommandTest extends CommandLineFixture {

    private static final RunView DONE = atRest("users-1", RunStatus.COMPLETED_WITH_FAILURES, Standing.ENDED);
    private static final RunView STOPPED = atRest("users-1", RunStatus.STOPPED, Standing.ENDED);

    private final RunAdmin runs = mock();

    @BeforeEach
    void open() {
        desk = Optional.of(runs);
        given(runs.run(any())).willReturn(DONE);
        selects(20);
        work = order -> new RunResult.NothingLeft("users-2-rerun", RunStatus.COMPLETED, Optional.empty());
    }

    private void selects(long rows) {
        given(runs.select(any(), any(), any()))
                .willReturn(
                        new EarlierRows(mock(Run.class), new Selection(Set.of(RowState.RETRYABLE), Set.of()), rows));
    }

    private int rerun(String... options) {
        String[] words = new String[options.length + 4];
        words[0] = "rerun";
        words[1] = "users";
        words[2] = "--job";
        words[3] = job(DEMO_JOB);
        System.arraycopy(options, 0, words, 4, options.length);
        return command(words);
    }

    @Test
    void theRetryableRowsAreSentAgainUnlessOthersAreNamed() {
        assertThat(rerun()).isZero();
        verify(runs).select(DONE, Set.of(Outcome.RETRYABLE), Set.of());

        assertThat(rerun("--only", "failed")).isZero();
        verify(runs).select(DONE, Set.of(Outcome.FAILED), Set.of());

        assertThat(rerun("--code", "60008", "--code", "20004")).isZero();
        verify(runs).select(DONE, Set.of(Outcome.RETRYABLE, Outcome.FAILED), Set.of("60008", "20004"));

        assertThat(rerun("--only", "retryable", "--code", "60008")).isZero();
        verify(runs).select(DONE, Set.of(Outcome.RETRYABLE), Set.of("60008"));
    }

    @Test
    void theOrderIsForTheseRowsAndKeepsTheCommandThatGoesOn() {
        assertThat(rerun("--only", "failed", "--code", "20004", "--output", "out", "--reason", "GDPR-7"))
                .isZero();

        RunOrder order = orders.get(0);
        assertThat(((RunRequest.OfRun) order.request().rows()).earlier().count())
                .isEqualTo(20);
        assertThat(order.request().choice()).isEqualTo(RunRequest.Choice.LATEST);
        assertThat(order.request().requestedBy().reason()).contains("GDPR-7");
        assertThat(order.request().command())
                .isEqualTo("conversation-cleanup rerun users-1 --only failed --code 20004 --job "
                        + directory.resolve("job.yml") + " --output out");
        mustHaveShown("rerun/done-before.txt");
    }

    @Test
    void whatARerunCouldNotDoIsForARerunOfThat() {
        work = order -> new RunResult.NothingLeft("users-2-rerun", RunStatus.COMPLETED_WITH_FAILURES, Optional.empty());

        assertThat(rerun()).isZero();

        mustHaveShown("rerun/done-before-with-failures.txt");
    }

    @Test
    void withoutRowsNothingIsOrderedAndTheFailedOnesAreMentioned() {
        selects(0);

        assertThat(rerun()).isZero();

        mustHaveShown("rerun/no-such-rows.txt");
        assertThat(orders).isEmpty();
    }

    @Test
    void ofAnUnfinishedRunItIsToldHowItGoesOn() {
        given(runs.run(any())).willReturn(STOPPED);

        assertThat(rerun()).isZero();

        mustHaveShown("rerun/of-an-unfinished-run.txt");
        assertThat(orders).hasSize(1);
    }

    @Test
    void aRunThatGoesOnIsLeftAlone() {
        given(runs.run(any())).willReturn(live(Sending.ON, 100.0));

        assertThat(rerun("--yes")).isEqualTo(5);

        mustHaveShown("rerun/of-a-run-in-progress.txt");
        assertThat(orders).isEmpty();
    }

    @Test
    void theJobFileOfTheEarlierRunIsReadAgain() {
        assertThat(command("rerun", "users")).isEqualTo(78);

        mustHaveShown("rerun/job-file-gone.txt");
        assertThat(orders).isEmpty();
    }

    @Test
    void whatIsNoOutcomeIsRefused() {
        assertThat(rerun("--only", "deleted")).isEqualTo(64);

        mustHaveShown("errors/rerun-unknown-outcome.txt");
    }
}
