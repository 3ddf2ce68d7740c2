package io.conversationcleanup.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.definition.Placeholders.Secret;
import io.conversationcleanup.golden.Golden;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest extends JobFileFixture {

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

        assertThat(refused.problems()).hasSize(1);
        Golden.check("job-file/literal-secret.txt", refused.problems().get(0).toString());
        assertThat(printed(refused)).doesNotContain(SECRET);
    }

    @Test
    void aLiteralIsRefusedWithTheSimulatorToo() {
        Golden.check("job-file/literal-secret.txt", problems(secret(SECRET).replace("singapore", "simulator")));
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

    @Test
    void aVariableThatGivesNoneIsNamed() {
        mustBeRefusedAs(
                "job-file/secret-from-the-environment.txt",
                Stream.of("${ABSENT}", "${EMPTY}").map(SecretTest::secret));
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

        mustBeRefusedAs(
                "job-file/secret-from-a-file.txt",
                Stream.of(absent, directory.toString(), empty, twoLines, endless, binary)
                        .map(file -> secret("${file:" + file + "}")));
    }

    /** What editors, shells and copying add, from a file and from the environment. */
    @Test
    void whatIsNoPartOfItIsToldAndNotShown() {
        List<String> texts = List.of(
                "\uFEFF" + SECRET,
                "\"" + SECRET + "\"",
                "'" + SECRET + "'",
                "\u201C" + SECRET + "\u201D",
                SECRET + "'",
                " " + SECRET,
                SECRET + " ",
                SECRET + "\u00A0",
                SECRET.substring(0, 8) + " " + SECRET.substring(8),
                SECRET + "\u200B",
                SECRET + "\n\n");
        List<String> problems = new ArrayList<>();
        for (String text : texts) {
            JobFileException ofFile = refused(secret("${file:" + file("key", text) + "}"));
            JobFileException ofVariable = refused(file("job.yml", REQUIRED), Map.of("KEY", text));

            assertThat(ofVariable.problems().get(0).toString().replace("${KEY}", ""))
                    .isEqualTo(ofFile.problems().get(0).toString().replaceAll("\\$\\{file:.*}", ""));
            assertThat(printed(ofFile) + printed(ofVariable))
                    .doesNotContain(SECRET)
                    .doesNotContain(SECRET.substring(8));
            ofVariable.problems().forEach(problem -> problems.add(problem.toString()));
        }
        Golden.check("job-file/secret-with-additions.txt", problems);
    }

    @Test
    void anAdminWithAdditionsIsToldToo() {
        var file = file("job.yml", REQUIRED.replace("secret:", "admin: '${ADMIN}', secret:"));

        assertThat(refused(file, Map.of("KEY", SECRET, "ADMIN", "\"administrator\""))
                        .problems())
                .singleElement()
                .asString()
                .contains("credentials.admin", "begins or ends with a quote")
                .doesNotContain("administrator");
    }

    @Test
    void aPathThatIsNoneIsAProblemToo() {
        assertThat(problems(secret("${file:a\\0b}")))
                .singleElement()
                .asString()
                .contains("which cannot be opened under this name");
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
