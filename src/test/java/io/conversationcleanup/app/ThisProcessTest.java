package io.conversationcleanup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.job.Processes.Life;
import io.conversationcleanup.ledger.Owner;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ThisProcessTest {

    private final ThisProcess processes = new ThisProcess();
    private final Owner self = ThisProcess.owner();

    private Owner with(String machine, long pid, Instant startedAt) {
        return new Owner(self.token(), self.process(), self.user(), self.host(), machine, pid, startedAt);
    }

    @Test
    void thisProcessExists() {
        assertThat(self.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(self.user()).isEqualTo(System.getProperty("user.name"));
        assertThat(self.host()).isNotBlank();
        assertThat(processes.of(self)).isEqualTo(Life.EXISTS);
    }

    @Test
    void theStartOfAProcessIsRoundedByEachWhoAsks() {
        assertThat(processes.of(
                        with(self.machine(), self.pid(), self.startedAt().plusMillis(1_500))))
                .isEqualTo(Life.EXISTS);
    }

    @Test
    void aProcessWhoseNumberWasGivenAgainIsGone() {
        assertThat(processes.of(
                        with(self.machine(), self.pid(), self.startedAt().minus(Duration.ofHours(1)))))
                .isEqualTo(Life.GONE);
    }

    @Test
    void aNumberThatNoProcessHasIsGone() {
        assertThat(processes.of(with(self.machine(), Integer.MAX_VALUE, self.startedAt())))
                .isEqualTo(Life.GONE);
    }

    @Test
    void ofAnotherMachineNothingIsKnown() {
        assertThat(processes.of(with("another", Integer.MAX_VALUE, self.startedAt())))
                .isEqualTo(Life.UNKNOWN);
        assertThat(processes.of(with("", self.pid(), self.startedAt()))).isEqualTo(Life.UNKNOWN);
    }

    @Test
    void eachLeaseHasATokenOfItsOwn() {
        assertThat(ThisProcess.owner().token()).isNotEqualTo(self.token());
    }
}
