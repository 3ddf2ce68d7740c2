package io.conversationcleanup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulateCommandTest extends CommandLineFixture {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    --port 65536         | --port 65536: it must be 0 to 65535.
                    --port -1            | --port -1: it must be 0 to 65535.
                    --fault 3            | '3' is no share of faults: write PERCENT%:REACTION, such as 3%:50004 or 0.2%:hang
                    --fault 0%:502       | '0%:502': the percentage must be above 0 and at most 100
                    --fault 60%:502 --fault 50%:hang | the shares of faults add up to more than 100 %
                    --quota 0            | a quota of 0 calls per second lets no call through
                    --latency -1         | a latency of -1 ms ± 0 ms is impossible: both must be at least 0 and the jitter at most the mean
                    --jitter 5           | a latency of 0 ms ± 5 ms is impossible: both must be at least 0 and the jitter at most the mean
                    --app-id 0           | a simulated Tencent app needs an app id above 0, an admin and a secret
                    """)
    void valuesThatCannotBeAreWrongArguments(String arguments, String expected) {
        assertThat(command(("simulate " + arguments).split(" "))).isEqualTo(64);

        assertThat(err()).isEqualTo(expected + "\n");
        assertThat(out()).isEmpty();
    }

    @Test
    void aPortInUseIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(command("simulate", "--port", Integer.toString(taken.getLocalPort())))
                    .isEqualTo(78);

            assertThat(err())
                    .startsWith("the simulator cannot listen on 127.0.0.1:" + taken.getLocalPort() + ": ")
                    .hasLineCount(1);
            assertThat(out()).isEmpty();
        }
    }
}
