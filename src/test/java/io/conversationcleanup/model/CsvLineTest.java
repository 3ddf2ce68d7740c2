package io.conversationcleanup.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CsvLineTest {

    private static final String NASTY = "\",ab \\é\t\r\n";

    @Test
    void whateverIsJoinedIsSplitTheSame() {
        Random random = new Random(20_260_101);
        for (int round = 0; round < 50_000; round++) {
            String[] values = new String[2 + random.nextInt(4)];
            for (int i = 0; i < values.length; i++) {
                values[i] = text(random);
            }

            String line = CsvLine.join(values);

            CsvLine split = CsvLine.split(line, "");
            assertThat(split.quoteProblem()).as(line).isEmpty();
            assertThat(split.cells()).as(line).containsExactly(values);
        }
    }

    @Test
    void aLineWithoutAQuoteProblemReadsBackAsItStands() {
        Random random = new Random(7);
        int sound = 0;
        for (int round = 0; round < 50_000; round++) {
            String line = text(random) + "," + text(random);
            CsvLine split = CsvLine.split(line, "");
            if (split.quoteProblem().isEmpty()) {
                sound++;
                String[] values = split.cells().toArray(String[]::new);
                assertThat(CsvLine.split(CsvLine.join(values), "").cells())
                        .as(line)
                        .containsExactly(values);
                assertThat(plain(CsvLine.join(values))).as(line).isEqualTo(plain(line));
            }
        }
        assertThat(sound).isBetween(10_000, 40_000);
    }

    /** The line without the quotes around values that did not need them: what the parser may not change. */
    private static String plain(String line) {
        return line.replace("\"", "");
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(NASTY.charAt(random.nextInt(NASTY.length())));
        }
        return text.toString();
    }
}
