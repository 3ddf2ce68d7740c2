package io.conversationcleanup.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineChainTest {

    /** {@code printf %s%s run-1 a | sha256sum}, and so on. */
    private static final List<String> HASHES = List.of(
            "f8ce06693c1fec551374bdf0396cd62f050b3f6b669ac46bc984dd1e6c09aecc",
            "6178b8154a5a55f3380bbdfada9799d238a938b94716d8597730bf0873c2efb6");

    private final List<String> hashes = new ArrayList<>();

    @Test
    void eachLineIsHashedWithTheHashOfTheLineBefore() throws IOException {
        LineChain chain = new LineChain("run-1", hashes::add);

        chain.write("a\nbü\nnot ended".getBytes(StandardCharsets.UTF_8));

        assertThat(hashes).isEqualTo(HASHES);
        assertThat(chain.last()).isEqualTo(HASHES.get(1));
        assertThat(chain.lines()).isEqualTo(2);
    }

    @Test
    void howTheBytesComeMakesNoDifference() throws IOException {
        LineChain chain = new LineChain("run-1", hashes::add);

        for (byte b : "a\nb".getBytes(StandardCharsets.UTF_8)) {
            chain.write(b);
        }
        chain.write("--ü\n--".getBytes(StandardCharsets.UTF_8), 2, 3);

        assertThat(hashes).isEqualTo(HASHES);
    }
}
