package io.conversationcleanup.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conversationcleanup.lease.Owner.Processes.Life;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProcessIdentityTest {

    /** What Linux counts in for programs, USER_HZ. */
    private static final int TICKS_A_SECOND = 100;

    private final ProcessIdentity processes = new ProcessIdentity();
    private final Owner self = ProcessIdentity.owner("test");

    private Owner with(String user, String machine, long pid, long startTicks) {
        return new Owner(self.token(), self.process(), user, self.host(), machine, pid, startTicks);
    }

    private Owner with(String machine, long pid, long startTicks) {
        return with(self.user(), machine, pid, startTicks);
    }

    @Test
    void thisProcessExists() {
        assertThat(self.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(self.user()).isEqualTo(System.getProperty("user.name"));
        assertThat(self.host()).isNotBlank();
        assertThat(processes.of(self)).isEqualTo(Life.EXISTS);
    }

    /** The JDK's start of a process is counted from the wall clock, which may be set. */
    @Test
    void theStartOfAProcessIsCountedFromThatOfItsMachine() throws IOException {
        double uptime =
                Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ", 2)[0]);

        assertThat(self.startTicks()).isBetween(1L, (long) (uptime * TICKS_A_SECOND) + 1);
    }

    @Test
    void aProcessWhoseNumberWasGivenAgainIsGone() {
        assertThat(processes.of(with(self.machine(), self.pid(), self.startTicks() - 1)))
                .isEqualTo(Life.GONE);
    }

    @Test
    void aProcessThatHasEndedIsGoneThoughItsParentHasNotAsked() throws IOException, InterruptedException {
        Process parent = new ProcessBuilder("sh", "-c", "sh -c 'echo $$' & exec sleep 60").start();
        try (BufferedReader said = parent.inputReader()) {
            long child = Long.parseLong(said.readLine());
            await().until(() -> processes.of(with(self.machine(), child, 1)) == Life.GONE);
            assertThat(Path.of("/proc/" + child)).exists();
        } finally {
            parent.destroyForcibly().waitFor();
        }
    }

    /** It may be hidden from this one. */
    @Test
    void ofAProcessOfAnotherUserThatIsNotSeenNothingIsKnown() {
        assertThat(processes.of(with("somebody else", self.machine(), Integer.MAX_VALUE, 1)))
                .isEqualTo(Life.UNKNOWN);
    }

    @Test
    void aNumberThatNoProcessHasIsGone() {
        assertThat(processes.of(with(self.machine(), Integer.MAX_VALUE, self.startTicks())))
                .isEqualTo(Life.GONE);
    }

    @Test
    void ofAnotherMachineNothingIsKnown() {
        assertThat(processes.of(with("another", Integer.MAX_VALUE, self.startTicks())))
                .isEqualTo(Life.UNKNOWN);
        assertThat(processes.of(with("", self.pid(), self.startTicks()))).isEqualTo(Life.UNKNOWN);
    }

    @Test
    void eachLeaseHasATokenOfItsOwn() {
        assertThat(ProcessIdentity.owner("test").token()).isNotEqualTo(self.token());
    }
}
