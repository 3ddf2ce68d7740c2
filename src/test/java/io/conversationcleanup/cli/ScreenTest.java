package io.conversationcleanup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ScreenTest {

    private static final String CLEAR = "\r\u001b[K";
    private static final String WRAP_OFF = "\u001b[?7l";
    private static final String WRAP_ON = "\u001b[?7h";

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void onATerminalEachProgressLineTakesTheLastOnesPlace() throws IOException {
        Screen screen = Screen.terminal(written, () -> 80);

        screen.progress("1 of 2");
        screen.progress("2 of 2");

        assertThat(text()).isEqualTo(CLEAR + WRAP_OFF + "1 of 2" + WRAP_ON + CLEAR + WRAP_OFF + "2 of 2" + WRAP_ON);
    }

    @Test
    void onATerminalWhatElseIsWrittenStandsAboveTheProgressLine() throws IOException {
        Screen screen = Screen.terminal(written, () -> 80);

        screen.progress("1 of 2");
        screen.line("A message with an ä");
        screen.stream().println("and another");
        screen.progress("2 of 2");

        assertThat(text())
                .isEqualTo(CLEAR + WRAP_OFF + "1 of 2" + WRAP_ON + CLEAR + "A message with an ä\nand another\n" + CLEAR
                        + WRAP_OFF + "2 of 2" + WRAP_ON);
    }

    @Test
    void onATerminalTheProgressLineIsTakenAwayAtTheEndOnce() throws IOException {
        Screen screen = Screen.terminal(written, () -> 80);

        screen.progress("2 of 2");
        screen.clear();
        screen.clear();

        assertThat(text()).isEqualTo(CLEAR + WRAP_OFF + "2 of 2" + WRAP_ON + CLEAR);
    }

    @Test
    void asksATerminalForItsWidthOnceAndOnlyWhenItMatters() {
        AtomicInteger asked = new AtomicInteger();
        Screen screen = Screen.terminal(written, () -> 60 + asked.getAndIncrement());

        assertThat(asked).hasValue(0);
        assertThat(screen.columns()).isEqualTo(60);
        assertThat(screen.columns()).isEqualTo(60);
        assertThat(screen.isLive()).isTrue();
    }

    @Test
    void elsewhereLinesFollowEachOtherWithoutControlCharacters() throws IOException {
        Screen screen = Screen.plain(written);

        screen.progress("1 of 2");
        screen.line("A message");
        screen.clear();
        screen.progress("2 of 2");
        screen.clear();

        assertThat(text()).isEqualTo("1 of 2\nA message\n2 of 2\n");
        assertThat(screen.isLive()).isFalse();
        assertThat(screen.columns()).isEqualTo(Integer.MAX_VALUE);
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }

    @Test
    void onATerminalLongLinesBreakBetweenWordsButCommandsDoNot() {
        Screen screen = Screen.terminal(written, () -> 50);
        String command = "  conversation-cleanup run job.yml --input some-file-with-a-long-name.csv";

        screen.line("The input cannot be used, as a rather long sentence tells whoever reads it, twice.");
        screen.line(command);

        assertThat(text())
                .isEqualTo("The input cannot be used, as a rather long\n  sentence tells whoever reads it, twice.\n"
                        + command + "\n");
    }

    @Test
    void whereThereIsNoTerminalALineStaysOne() {
        String line = "word ".repeat(40).strip();

        Screen.plain(written).line(line);

        assertThat(text()).isEqualTo(line + "\n");
    }
}
