package io.conversationcleanup.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.model.ConversationType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobDefinitionReaderTest extends JobFileFixture {

    @Test
    void readsEveryKey() {
        JobDefinition job = read("""
                name: account-deletion
                provider: tencent
                operation: delete-conversation
                endpoint: singapore
                credentials:
                  app-id: ${APP_ID}
                  admin: ${ADMIN_USER:root}
                  secret: ${KEY}
                input:
                  path: deleted-${DAY}-${PART:1}.csv
                  columns: {user: From_Account, peer: To_Account, type: Type, clearRamble: ClearRamble}
                defaults: {type: 1, clearRamble: 1}
                limits: {calls-per-second: "${RATE}", max-in-flight: 64, strict: true}
                retry: {max-attempts: 7, first-delay: 500ms, max-delay: 2h}
                stop-rules: {failed-percent: 12.5, after-rows: 10, same-code-in-a-row: 3}
                outage: {give-up-after: 1d}
                """);

        assertThat(job.name()).isEqualTo("account-deletion");
        assertThat(job.provider()).isEqualTo(TENCENT);
        assertThat(job.operation()).isEqualTo(TENCENT.operations().get(0));
        assertThat(job.endpoint())
                .isEqualTo(new Endpoint.Region("singapore", URI.create("https://adminapisgp.im.qcloud.com")));
        Credentials credentials = job.credentials().orElseThrow();
        assertThat(credentials.appId()).isEqualTo(1_400_000_000L);
        assertThat(credentials.admin()).contains("root");
        assertThat(credentials.secret().reveal()).isEqualTo(SECRET);
        assertThat(job.input())
                .isEqualTo(new InputSettings(
                        Optional.of("deleted-2026-01-02-1.csv"),
                        new InputSettings.Columns(
                                Optional.of("From_Account"),
                                Optional.of("To_Account"),
                                Optional.of("Type"),
                                Optional.of("ClearRamble"))));
        assertThat(job.defaults())
                .isEqualTo(new RowDefaults(Optional.of(ConversationType.ONE_TO_ONE), true, List.of()));
        assertThat(job.limits()).isEqualTo(new Limits(CallRate.of(19.8), OptionalInt.of(64), true));
        assertThat(job.retry()).isEqualTo(new RetrySettings(7, Duration.ofMillis(500), Duration.ofHours(2)));
        assertThat(job.stopRules()).isEqualTo(new StopRuleSettings(OptionalDouble.of(12.5), 10, OptionalInt.of(3)));
        assertThat(job.outage()).isEqualTo(new OutageSettings(Duration.ofDays(1)));
        assertThat(job.simulator()).isEmpty();
        assertThat(job.warnings()).isEmpty();
    }

    @Test
    void fillsInEveryDefault() {
        JobDefinition job = read(REQUIRED);

        assertThat(job.credentials().orElseThrow().admin()).contains("administrator");
        Optional<String> usual = Optional.empty();
        assertThat(job.input())
                .isEqualTo(new InputSettings(usual, new InputSettings.Columns(usual, usual, usual, usual)));
        assertThat(job.defaults()).isEqualTo(new RowDefaults(Optional.empty(), false, List.of()));
        assertThat(job.limits()).isEqualTo(new Limits(CallRate.of(160), OptionalInt.empty(), false));
        assertThat(job.retry()).isEqualTo(new RetrySettings(5, Duration.ofSeconds(1), Duration.ofSeconds(60)));
        assertThat(job.stopRules()).isEqualTo(new StopRuleSettings(OptionalDouble.of(20), 1000, OptionalInt.of(50)));
        assertThat(job.outage()).isEqualTo(new OutageSettings(Duration.ofMinutes(30)));
    }

    @Test
    void sectionWithoutKeysHasItsDefaults() {
        assertThat(read(REQUIRED + "retry:\nlimits: {}\n").retry().maxAttempts())
                .isEqualTo(5);
    }

    @Test
    void tellsAllProblemsAtOnceEachWithKeyAndLine() {
        JobFileException refused = refused("""
                name: my job
                provider: tencent
                operation: delete-everything
                credentials: {app-id: 0, secret: "${ABSENT}"}
                limts: {strict: true}
                limits:
                  calls-per-second: many
                  max-in-flight: 1.5
                defaults: [1, 0]
                stop-rules: {failed-percent: 101}
                outage: {give-up-after: 30}
                """);

        assertThat(refused.getMessage()).isEqualTo("""
                        The job file %s cannot be used:
                          name (line 1): must be 1 to 64 letters, digits, dots, underscores and hyphens, with a letter or digit first, not 'my job'
                          operation (line 3): must be delete-conversation or delete-conversation-group, not 'delete-everything'
                          credentials.app-id (line 4): must be a whole number from 1 to 4294967295
                          credentials.secret (line 4): needs the environment variable ABSENT, which is not set
                          limts (line 5): is not a known key; did you mean limits?
                          limits.calls-per-second (line 7): must be a positive number such as 160 or 19.8, or unlimited, not 'many'
                          limits.max-in-flight (line 8): must be a whole number from 1 to 10000, not '1.5'
                          defaults (line 9): must be a section with the keys type, clearRamble, not a list
                          stop-rules.failed-percent (line 10): must be a number above 0 and up to 100, or off, not '101'
                          outage.give-up-after (line 11): must be a duration above 0 such as 500ms, 1s, 30m, 2h or 1d, at most 365d, not '30'
                          endpoint: is missing; it must be a region of tencent (china, singapore), https://host[:port], http://127.0.0.1:PORT or simulator""".formatted(directory.resolve("job.yml")));
        assertThat(refused.problems().get(0).key()).isEqualTo("name");
        assertThat(refused.problems().get(0).line()).hasValue(1);
    }

    @Test
    void namesEveryRequiredKey() {
        assertThat(refused("input: {path: a.csv}").problems().stream().map(Problem::key))
                .containsExactly(
                        "name", "provider", "operation", "endpoint", "credentials.app-id", "credentials.secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "A.b_c-9", "2026-01", "0123456789012345678901234567890123456789012345678901234567890123"})
    void acceptsName(String name) {
        assertThat(read(requiredBut("name", "name: " + name)).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                ".hidden",
                "-x",
                "a/b",
                "a\\b",
                "gelöscht",
                "01234567890123456789012345678901234567890123456789012345678901234"
            })
    void refusesNameThatDoesNotFitADirectory(String name) {
        assertThat(refused(requiredBut("name", "name: '" + name + "'")).problems())
                .extracting(Problem::key)
                .containsExactly("name");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limits: {calls-per-secnd: 1}    | limits.calls-per-secnd | limits.calls-per-second",
                "limits: {callsPerSecond: 1}     | limits.callsPerSecond  | limits.calls-per-second",
                "max-attempts: 3                 | max-attempts           | retry.max-attempts",
                "stop_rules: {}                  | stop_rules             | stop-rules",
                "input: {columns: {usr: u}}      | input.columns.usr      | input.columns.user",
                "defaults: {clear-ramble: 1}     | defaults.clear-ramble  | defaults.clearRamble",
                "simulater: {}                   | simulater              | simulator"
            })
    void unknownKeyNamesTheNearestKnownOne(String yaml, String key, String nearest) {
        assertThat(problems(REQUIRED + yaml))
                .containsExactly(key + " (line 6): is not a known key; did you mean " + nearest + "?");
    }

    @Test
    void unknownKeyLikeNoOtherIsAnsweredWithTheKnownOnes() {
        assertThat(problems(REQUIRED + "retry: {jitter: 1}"))
                .containsExactly(
                        "retry.jitter (line 6): is not a known key; the keys here are max-attempts, first-delay, max-delay");
    }

    @Test
    void refusesAKeyThatStandsTwice() {
        assertThat(problems(REQUIRED + "name: other\nretry:\n  max-attempts: 1\n  max-attempts: 2\n"))
                .containsExactly(
                        "name (line 6): stands in the file more than once; keep one",
                        "retry.max-attempts (line 9): stands in the file more than once; keep one");
    }

    @Test
    void refusesAValueOfTheWrongType() {
        assertThat(problems(requiredBut("name", "name: [a, b]")
                        + "input: {path: {file: a.csv}, columns: user}\nlimits: {strict:}\n"))
                .containsExactly(
                        "name (line 1): must be a single value, not a list",
                        "input.path (line 6): must be a single value, not a section",
                        "input.columns (line 6): must be a section with the keys user, peer, type, clearRamble,"
                                + " groupName, group_name, not a single value",
                        "limits.strict (line 7): has no value; write one, or remove the key");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        JobFileException refused = refused(directory.resolve("absent.yml"), ENVIRONMENT);

        assertThat(refused)
                .hasMessage("The job file " + directory.resolve("absent.yml")
                        + " cannot be used:\n  job file: there is no such file; check the path");
    }

    @Test
    void refusesADirectory() {
        assertThat(refused(directory, ENVIRONMENT).problems())
                .containsExactly(new Problem("job file", "is a directory; name a file in it"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# nothing but a remark\n", "---\n", "~"})
    void refusesAnEmptyFile(String text) {
        assertThat(refused(text).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.key()).isEqualTo("job file");
            assertThat(problem.message()).isEqualTo("is empty");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- a                     | job file (line 1): must hold keys with values, such as name: demo",
                "name: a: b              | job file (line 1): is not YAML: mapping values are not allowed here",
                "name: 'a                | job file (line 1): is not YAML: found unexpected end of stream",
                "name: *other            | job file (line 1): is not YAML: a value that begins with a special character"
                        + " such as *, & or ! must stand in quotes"
            })
    void refusesWhatIsNoMappingInYaml(String text, String problem) {
        assertThat(problems(text)).containsExactly(problem);
    }

    @Test
    void tellsOfThePlaceholderThatYamlTakesForASection() {
        assertThat(problems("limits: {calls-per-second: ${RATE}}"))
                .containsExactly("job file (line 1): is not YAML: expected ',' or '}', but got {; within {…} and […] a"
                        + " value that holds ${…} must stand in quotes");
    }

    @Test
    void refusesTwoDocumentsInOneFile() {
        assertThat(problems(REQUIRED + "---\nname: other\n"))
                .containsExactly("job file (line 6): is not YAML: but found another document");
    }

    @Test
    void refusesAliasesOfSections() {
        assertThat(problems("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"))
                .singleElement()
                .asString()
                .startsWith("job file: is not YAML that a job file may hold");
    }

    @Test
    void refusesAFileThatIsNotUtf8() throws Exception {
        var file = directory.resolve("latin1.yml");
        Files.write(file, "name: gelöscht".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(refused(file, ENVIRONMENT).problems()).containsExactly(new Problem("job file", "is not UTF-8 text"));
    }

    @Test
    void refusesAFileOfAbsurdLength() {
        assertThat(refused("#".repeat((1 << 20) + 1)).problems())
                .containsExactly(new Problem("job file", "is longer than 1 MiB; it is hardly a job file"));
    }

    @Test
    void readsAFileWithByteOrderMark() {
        assertThat(read("\uFEFF" + REQUIRED).name()).isEqualTo("account-deletion");
    }

    @Test
    void providerIsOneOfThoseGiven() {
        assertThat(problems(requiredBut("provider", "provider: tencnt")))
                .containsExactly("provider (line 2): must be tencent or zego, not 'tencnt'");
    }

    @Test
    void anUnknownProviderDoesNotHideTheOtherProblems() {
        assertThat(problems("name: a\nprovider: x\nendpoint: singapore\ndefaults: {type: '${ABSENT}'}\n"
                        + "credentials: {app-id: 1, secret: '${KEY}'}"))
                .containsExactly(
                        "provider (line 2): must be tencent or zego, not 'x'",
                        "defaults.type (line 4): needs the environment variable ABSENT, which is not set",
                        "operation: is missing; it must be a text");
    }

    @Test
    void aProviderWithoutAdminAccountTakesNone() {
        String zego = REQUIRED.replace("tencent", "zego").replace("singapore", "unified");

        assertThat(read(zego).credentials().orElseThrow().admin()).isEmpty();
        assertThat(problems(zego.replace("{app-id", "{admin: me, app-id")))
                .containsExactly("credentials.admin (line 5): this provider has no admin account; remove the key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "4294967295", "'1400000000'", "${APP_ID}"})
    void acceptsAppId(String text) {
        assertThat(read(REQUIRED.replace("app-id: 1400000000", "app-id: \"" + text.replace("'", "") + "\""))
                        .credentials())
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "4294967296", "99999999999999999999", "1.5", "abc", "0x10", "1_000"})
    void refusesAppId(String text) {
        assertThat(problems(REQUIRED.replace("1400000000", text)))
                .containsExactly("credentials.app-id (line 5): must be a whole number from 1 to 4294967295");
    }

    @Test
    void aMessageStaysOnOneLineAndIsNotEndless() {
        assertThat(problems(requiredBut("name", "name: \"a\\nb\\e[31m" + "x".repeat(200) + "\"")))
                .singleElement()
                .asString()
                .endsWith("not 'a?b?[31m" + "x".repeat(52) + "…'");
    }

    @Test
    void anEnvironmentOfOtherThingsIsNoMatter() {
        assertThat(read(file("a.yml", REQUIRED), Map.of("KEY", "k", "OTHER", "${KEY}"))
                        .credentials()
                        .orElseThrow()
                        .secret()
                        .reveal())
                .isEqualTo("k");
    }

    @Test
    void operationsAreTheProviders() {
        assertThat(List.of(
                        read(requiredBut("operation", "operation: delete-conversation-group"))
                                .operation()
                                .name(),
                        problems(REQUIRED.replace("tencent", "zego")
                                        .replace("singapore", "unified")
                                        .replace("delete-conversation", "delete-conversation-group"))
                                .get(0)))
                .containsExactly(
                        "delete-conversation-group",
                        "operation (line 3): must be delete-conversation, not 'delete-conversation-group'");
    }

    @Test
    void problemsAreToldInTheOrderOfTheFilesLinesAndWhatIsMissingLast() {
        String text = """
                retry: {max-attempts: many}
                name: two words
                limts: {}
                provider: tencent
                operation: delete-conversation
                """;

        assertThat(refused(text).problems().stream().map(Problem::key))
                .startsWith("retry.max-attempts", "name", "limts")
                .contains("endpoint");
    }

    @Test
    void aNumberIsNoFilesPathUnlessItStandsInQuotes() {
        assertThat(refused(REQUIRED + "metrics: {file: 3}\n").problems().stream()
                        .map(Problem::toString))
                .containsExactly("metrics.file (line 6): must be a file's path, not '3'; if it is meant so, write it in"
                        + " quotes");
        assertThat(refused(REQUIRED + "input: {path: true}\n").problems().stream()
                        .map(Problem::key))
                .containsExactly("input.path");
        assertThat(read(REQUIRED + "metrics: {file: '3'}\n").metrics().file()).contains(Path.of("3"));
    }

    @Test
    void aMisspeltDateIsToldWithTheKnownOnes() {
        assertThat(refused(REQUIRED + "input: {path: 'in/${datum}.csv'}\n").problems().stream()
                        .map(Problem::toString))
                .containsExactly(
                        "input.path (line 6): needs the environment variable datum, which is not set; dates are"
                                + " ${date}, ${date-1d}, ${date:yyyyMMdd} or both");
    }
}
