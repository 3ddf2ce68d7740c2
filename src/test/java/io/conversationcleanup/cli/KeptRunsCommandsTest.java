package io.conversationcleanup.cli;

import static io.conversationcleanup.report.RunViews.atRest;
import static io.conversationcleanup.report.RunViews.live;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.model.ConversationType;
import io.conversationcleanup.model.LiveState.Sending;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.runs.Finding;
import io.conversationcleanup.runs.RunAdmin;
import io.conversationcleanup.runs.RunView;
import io.conversationcleanup.runs.RunView.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that find, write out and forget what the repository keeps. */
class KeptRunsCommandsTest extends CommandLineFixture {

    private static final RunView LIVE = live(Sending.ON, 100.0);
    private static final RunView DONE = atRest("users-0", RunStatus.COMPLETED, Standing.ENDED);
    private static final RunView STOPPED = atRest("users-2", RunStatus.STOPPED, Standing.ENDED);

    private final RunAdmin runs = mock();

    @BeforeEach
    void open() {
        desk = Optional.of(runs);
        given(runs.runs()).willReturn(List.of(LIVE, STOPPED, DONE));
        given(runs.forget(any())).willReturn(true);
    }

    @Test
    void aFinishedRunIsForgottenOnceItIsSaidThatItMay() {
        given(runs.run("users-0")).willReturn(DONE);

        assertThat(command("forget", "users-0")).isEqualTo(6);
        verify(runs, never()).forget(any());
        assertThat(out()).isEmpty();

        assertThat(command("forget", "users-0", "--yes")).isZero();
        verify(runs).forget(DONE);
        mustHaveShown("forget/finished-run.txt");
    }

    @Test
    void anUnfinishedRunIsForgottenOnlyIfThatIsMeant() {
        given(runs.run("users-2")).willReturn(STOPPED);

        assertThat(command("forget", "users-2", "--yes")).isEqualTo(6);
        verify(runs, never()).forget(any());

        assertThat(command("forget", "users-2", "--yes", "--unfinished")).isZero();
        verify(runs).forget(STOPPED);
        mustHaveShown("forget/unfinished-run.txt");
    }

    @Test
    void aRunThatGoesOnIsNotForgotten() {
        given(runs.run("users-1")).willReturn(LIVE);

        assertThat(command("forget", "users-1", "--yes", "--unfinished")).isEqualTo(5);

        mustHaveShown("forget/run-in-progress.txt");
        verify(runs, never()).forget(any());
    }

    @Test
    void aRunThatIsTakenUpMeanwhileIsLeftAsItIs() {
        given(runs.run("users-0")).willReturn(DONE);
        given(runs.forget(any())).willReturn(false);

        assertThat(command("forget", "users-0", "--yes")).isEqualTo(5);

        mustHaveShown("forget/run-taken-up-meanwhile.txt");
    }

    @Test
    void allFinishedRunsOfAnAgeAreForgotten() {
        assertThat(command("forget", "--older-than", "0m", "--yes")).isZero();
        verify(runs).forget(DONE);
        verify(runs, never()).forget(STOPPED);

        assertThat(command("forget", "--older-than", "0m", "--yes", "--unfinished"))
                .isZero();
        verify(runs).forget(STOPPED);
        verify(runs, never()).forget(LIVE);

        assertThat(command("forget", "--older-than", "90000d", "--yes")).isZero();
        mustHaveShown("forget/runs-of-an-age.txt");
    }

    @Test
    void runsThatAreOldByAClockThatWasSetAheadAloneAreLeft() {
        given(runs.isYounger(DONE, Duration.ofMinutes(1))).willReturn(true);

        assertThat(command("forget", "--older-than", "1m", "--yes", "--unfinished"))
                .isZero();

        verify(runs, never()).forget(DONE);
        verify(runs).forget(STOPPED);
        mustHaveShown("forget/clock-set-ahead.txt");
    }

    @Test
    void whatIsMeantMustBeClear() {
        for (String arguments :
                List.of("", "users-0 --older-than 3d", "--older-than 3", "--older-than -3d", "--older-than 3w")) {
            assertThat(command(("forget " + arguments).strip().split(" "))).isEqualTo(64);
        }

        mustHaveShown("errors/forget-what.txt");
        verify(runs, never()).forget(any());
    }

    @Test
    void whatHappenedToAUserIsToldByRun() {
        Conversation conversation = new Conversation("alice", "bob", ConversationType.ONE_TO_ONE, false);
        given(runs.find("alice"))
                .willReturn(List.of(
                        new Finding(
                                "users-2",
                                7,
                                Optional.of(conversation),
                                Optional.empty(),
                                "failed",
                                "50001",
                                "no such account",
                                1,
                                Optional.of(Instant.parse("2026-11-20T09:30:00Z"))),
                        new Finding(
                                "users-0",
                                9,
                                Optional.empty(),
                                Optional.of("alice,,1"),
                                "rejected",
                                "",
                                "peer is empty",
                                0,
                                Optional.empty())));

        assertThat(command("find", "alice")).isZero();
        mustHaveShown("find/user.txt");

        assertThat(command("find", "alice", "--json")).isZero();
        Golden.check("find/user.json", out());
    }

    @Test
    void whereNothingIsFoundItIsToldHowMuchWasLookedThrough() {
        given(runs.find("eve")).willReturn(List.of());

        assertThat(command("find", "eve")).isZero();
        assertThat(command("find", "eve", "--json")).isZero();
        assertThat(out()).isEqualTo("[]\n");
        desk = Optional.empty();
        assertThat(command("find", "eve")).isZero();
        mustHaveShown("find/nobody.txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "bob"})
    void aRejectedLineNamesAnIdAsAWholeCell(String id) {
        assertThat(rejected(id + ",x").names(id)).isTrue();
        assertThat(rejected("x,\"" + id + "\",y").names(id)).isTrue();
        assertThat(rejected("x, " + id).names(id)).isTrue();
        assertThat(rejected(id + "2,x").names(id)).isFalse();
        assertThat(rejected("x,my" + id).names(id)).isFalse();
    }

    private static Finding rejected(String line) {
        return new Finding("r", 1, Optional.empty(), Optional.of(line), "rejected", "", "", 0, Optional.empty());
    }

    @Test
    void reportsOfARunThatGoesOnDoNotStandInTheWayOfItsOwn() {
        given(runs.run("users-1")).willReturn(LIVE);
        given(runs.report(any(), any())).willReturn(Optional.empty());

        assertThat(command("report", "users-1", "--output", "/data/users-1")).isEqualTo(64);
        mustHaveShown("report/into-the-directory-of-a-run-in-progress.txt");
        verify(runs, never()).report(any(), any());
    }
}
