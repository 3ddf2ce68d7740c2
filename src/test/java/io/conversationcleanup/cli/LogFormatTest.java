package io.conversationcleanup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogFormatTest {

    @ParameterizedTest
    @CsvSource({
        "run job.yml, TEXT",
        "run job.yml --log-format text, TEXT",
        "run job.yml --log-format, TEXT",
        "run job.yml --log-format xml, TEXT",
        "run job.yml --reason json, TEXT",
        "run job.yml --log-format json, JSON",
        "--log-format=JSON run job.yml, JSON"
    })
    void isKnownBeforeTheArgumentsAreParsed(String arguments, LogFormat expected) {
        assertThat(LogFormat.asked(arguments.split(" "))).isEqualTo(expected);
    }

    @Test
    void eachLineOrMessageThatIsPrintedIsOneEntry() {
        List<String> entries = new ArrayList<>();
        PrintStream printed = new PrintStream(new Screen.LoggedLines(entries::add), true, StandardCharsets.UTF_8);

        printed.println("Zürich: two\nlines");
        printed.print("a line ");
        printed.flush();
        printed.println("in parts");
        printed.println();
        printed.println("x".repeat(20_000));

        assertThat(entries).containsExactly("Zürich: two\nlines", "a line in parts", "x".repeat(20_000));
    }
}
