package io.conversationcleanup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulateCommandTest extends CommandLineFixture {

    @Test
    void valuesThatCannotBeAreWrongArguments() {
        for (String arguments : List.of(
                "--port 65536",
                "--port -1",
                "--fault 3",
                "--fault 0%:502",
                "--fault 60%:502 --fault 50%:hang",
                "--quota 0",
                "--latency -1",
                "--jitter 5",
                "--app-id 0")) {
            assertThat(command(("simulate " + arguments).split(" "))).isEqualTo(64);
            assertThat(out()).isEmpty();
        }

        mustHaveShown("errors/simulate-impossible-values.txt");
    }

    @Test
    void aPortInUseIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(command("simulate", "--port", Integer.toString(taken.getLocalPort())))
                    .isEqualTo(78);

            assertThat(err())
                    .contains("127.0.0.1:" + taken.getLocalPort() + ": ")
                    .hasLineCount(1);
            assertThat(out()).isEmpty();
        }
    }
}
