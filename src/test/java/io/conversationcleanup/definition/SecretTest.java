package io.conversationcleanup.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest extends JobFileFixture {

    private static final String WANTED =
            "must be ${NAME} for an environment variable or ${file:/path} for a file, alone"
                    + " and without a default: a secret never stands in the job file";

    private static String secret(String text) {
        return REQUIRED.replace("${KEY}", text);
    }

    @Test
    void noTextShowsIt() {
        JobDefinition job = read(REQUIRED);

        assertThat(job.toString()).contains("secret=***").doesNotContain(SECRET);
        assertThat(String.valueOf(job.credentials().orElseThrow().secret())).isEqualTo("***");
    }

    @Test
    void comparingTellsNothingOfIt() {
        assertThat(new Secret("k")).isNotEqualTo(new Secret("k"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SECRET,
                "${ABSENT:" + SECRET + "}",
                "${KEY:" + SECRET + "}",
                "${KEY:}",
                "x${KEY}",
                "${KEY}${KEY}",
                "${file:}",
                " ${KEY}",
                ""
            })
    void aLiteralIsRefusedAndNotShown(String text) {
        JobFileException refused = refused(secret(text));

        assertThat(refused.problems()).hasToString("[credentials.secret (line 5): " + WANTED + "]");
        assertThat(printed(refused)).doesNotContain(SECRET);
    }

    @Test
    void aLiteralIsRefusedWithTheSimulatorToo() {
        assertThat(problems(secret(SECRET).replace("singapore", "simulator")))
                .containsExactly("credentials.secret (line 5): " + WANTED);
    }

    /** Files in which the secret stands where no secret belongs. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "credentials: {app-id: " + SECRET + ", secret: '${KEY}'}",
                "credentials: {app-id: '${KEY}', secret: '${KEY}'}",
                "credentials: {app-id: 1, secret: [" + SECRET + "]}",
                "credentials: {app-id: 1, secret: {value: " + SECRET + "}}",
                "credentials: " + SECRET,
                "credentials: [" + SECRET + "]",
                "credentials: {app-id: 1, secret=" + SECRET + "}",
                "credentials: {app-id: 1, " + SECRET + ": secret}",
                "credentials: {app-id: 1, secret: *" + SECRET + "}",
                "credentials: {app-id: 1, secret: !" + SECRET + "!x y}",
                "credentials: {app-id: 1, secret: !!" + SECRET + " {}}",
                "credentials: {app-id: 1, secret: '" + SECRET,
                "credentials:\n  app-id: 1\n  secret\n  " + SECRET + "\n",
                "credentials:\n  app-id: 1\n  secret " + SECRET + "\n  admin: a\n",
                "credentials: {app-id: 1, secret: '${KEY}'}\nsecret: " + SECRET,
                "endpoint: https://admin:" + SECRET + "@example.com",
                "limits: {max-in-flight: '${KEY}'}",
                SECRET
            })
    void aMisplacedSecretIsNotShown(String lines) {
        String key =
                lines.startsWith("credentials") ? "credentials" : lines.startsWith("endpoint") ? "endpoint" : "none";
        String others = REQUIRED.replaceAll("(?m)^" + key + ":.*\n", "");

        JobFileException refused = refused(others + lines);

        assertThat(refused.problems()).isNotEmpty();
        assertThat(printed(refused)).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "${ABSENT} | needs the environment variable ABSENT, which is not set",
                "${EMPTY}  | is empty where ${EMPTY} is looked up"
            })
    void aVariableThatGivesNoneIsNamed(String text, String message) {
        assertThat(problems(secret(text))).containsExactly("credentials.secret (line 5): " + message);
    }

    @ParameterizedTest
    @ValueSource(strings = {SECRET, SECRET + "\n", SECRET + "\r\n"})
    void aFileGivesItWithoutItsLastLineBreak(String content) {
        var key = file("key", content);

        assertThat(read(secret("${file:" + key + "}"))
                        .credentials()
                        .orElseThrow()
                        .secret()
                        .reveal())
                .isEqualTo(SECRET);
    }

    @Test
    void aFileThatGivesNoneIsNamed() throws IOException {
        String absent = directory + "/absent";
        String empty = file("empty", "\n").toString();
        String twoLines = file("lines", SECRET + "\n" + SECRET + "\n").toString();
        String endless = file("endless", SECRET.repeat(3000)).toString();
        String binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff})
                .toString();

        List<String> problems = List.of(absent, directory.toString(), empty, twoLines, endless, binary).stream()
                .flatMap(file -> problems(secret("${file:" + file + "}")).stream())
                .toList();

        String key = "credentials.secret (line 5): ";
        assertThat(problems)
                .containsExactly(
                        key + "needs the file " + absent + ", which is not there",
                        key + "needs the file " + directory + ", which cannot be read; check its path and permissions",
                        key + "is empty where ${file:" + empty + "} is looked up",
                        key + "is more than one line, or holds control characters, where ${file:" + twoLines
                                + "} is looked up",
                        key + "cannot come from the file " + endless + ", which is far too long for a secret",
                        key + "cannot come from the file " + binary + ", which is not UTF-8 text");
    }

    @Test
    void aPathThatIsNoneIsAProblemToo() {
        assertThat(problems(secret("${file:a\\0b}"))).singleElement().asString().contains("which cannot be read");
    }

    @Test
    void anEnvironmentThatHoldsTheSecretTwiceDoesNotShowIt() {
        var file = file("job.yml", REQUIRED + "limits: {max-in-flight: \"${OTHER}\"}");

        assertThat(printed(refused(file, Map.of("KEY", SECRET, "OTHER", SECRET))))
                .doesNotContain(SECRET);
    }

    /** Everything that a log would show of it, causes and all. */
    private static String printed(Exception exception) {
        StringWriter text = new StringWriter();
        exception.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
