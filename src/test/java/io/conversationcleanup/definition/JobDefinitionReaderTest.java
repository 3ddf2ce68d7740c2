package io.conversationcleanup.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.definition.JobDefinition.Columns;
import io.conversationcleanup.definition.JobDefinition.Input;
import io.conversationcleanup.definition.JobDefinition.Limits;
import io.conversationcleanup.definition.JobDefinition.RowDefaults;
import io.conversationcleanup.definition.JobFileException.Problem;
import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.model.ConversationType;
import io.conversationcleanup.model.RetryPolicy;
import io.conversationcleanup.model.StopLimits;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
                  accept-odd-ids: true
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
                .isEqualTo(new Endpoint(
                        Optional.of("singapore"), Optional.of(URI.create("https://adminapisgp.im.qcloud.com"))));
        Credentials credentials = job.credentials().orElseThrow();
        assertThat(credentials.appId()).isEqualTo(1_400_000_000L);
        assertThat(credentials.admin()).contains("root");
        assertThat(credentials.secret().reveal()).isEqualTo(SECRET);
        assertThat(job.input())
                .isEqualTo(new Input(
                        Optional.of("deleted-2026-01-02-1.csv"),
                        new Columns(
                                Optional.of("From_Account"),
                                Optional.of("To_Account"),
                                Optional.of("Type"),
                                Optional.of("ClearRamble")),
                        true));
        assertThat(job.defaults())
                .isEqualTo(new RowDefaults(Optional.of(ConversationType.ONE_TO_ONE), true, List.of()));
        assertThat(job.limits()).isEqualTo(new Limits(CallRate.of(19.8), OptionalInt.of(64), true));
        assertThat(job.retry()).isEqualTo(new RetryPolicy(7, Duration.ofMillis(500), Duration.ofHours(2)));
        assertThat(job.stopRules()).isEqualTo(new StopLimits(12.5, 10, 3));
        assertThat(job.giveUpAfter()).isEqualTo(Duration.ofDays(1));
        assertThat(job.simulator()).isEmpty();
        assertThat(job.warnings()).isEmpty();
    }

    @Test
    void fillsInEveryDefault() {
        JobDefinition job = read(REQUIRED);

        assertThat(job.credentials().orElseThrow().admin()).contains("administrator");
        Optional<String> usual = Optional.empty();
        assertThat(job.input()).isEqualTo(new Input(usual, new Columns(usual, usual, usual, usual), false));
        assertThat(job.defaults()).isEqualTo(new RowDefaults(Optional.empty(), false, List.of()));
        assertThat(job.limits()).isEqualTo(new Limits(CallRate.of(160), OptionalInt.empty(), false));
        assertThat(job.retry()).isEqualTo(new RetryPolicy(5, Duration.ofSeconds(1), Duration.ofSeconds(60)));
        assertThat(job.stopRules()).isEqualTo(new StopLimits(20, 1000, 50));
        assertThat(job.giveUpAfter()).isEqualTo(Duration.ofMinutes(30));
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

        Golden.check("job-file/eleven-problems.txt", Golden.masked(refused.getMessage(), directory));
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

    @Test
    void unknownKeyNamesTheNearestKnownOne() {
        mustBeRefusedAs(
                "job-file/unknown-keys.txt",
                Stream.of(
                                "limits: {calls-per-secnd: 1}",
                                "limits: {callsPerSecond: 1}",
                                "max-attempts: 3",
                                "stop_rules: {}",
                                "input: {columns: {usr: u}}",
                                "defaults: {clear-ramble: 1}",
                                "simulater: {}",
                                "retry: {jitter: 1}")
                        .map(yaml -> REQUIRED + yaml));
    }

    @Test
    void refusesAKeyThatStandsTwice() {
        mustBeRefusedAs(
                "job-file/keys-twice.txt",
                Stream.of(REQUIRED + "name: other\nretry:\n  max-attempts: 1\n  max-attempts: 2\n"));
    }

    @Test
    void refusesAValueOfTheWrongType() {
        mustBeRefusedAs(
                "job-file/values-of-the-wrong-type.txt",
                Stream.of(requiredBut("name", "name: [a, b]")
                        + "input: {path: {file: a.csv}, columns: user}\nlimits: {strict:}\n"));
    }

    @Test
    void providerIsOneOfThoseGiven() {
        mustBeRefusedAs("job-file/unknown-provider.txt", Stream.of(requiredBut("provider", "provider: tencnt")));
    }

    @Test
    void anUnknownProviderDoesNotHideTheOtherProblems() {
        mustBeRefusedAs(
                "job-file/unknown-provider-and-other-problems.txt",
                Stream.of("name: a\nprovider: x\nendpoint: singapore\ndefaults: {type: '${ABSENT}'}\n"
                        + "credentials: {app-id: 1, secret: '${KEY}'}"));
    }

    @Test
    void aProviderWithoutAdminAccountTakesNone() {
        String zego = REQUIRED.replace("tencent", "zego").replace("singapore", "unified");

        assertThat(read(zego).credentials().orElseThrow().admin()).isEmpty();
        mustBeRefusedAs("job-file/admin-without-meaning.txt", Stream.of(zego.replace("{app-id", "{admin: me, app-id")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "4294967295", "'1400000000'", "${APP_ID}"})
    void acceptsAppId(String text) {
        assertThat(read(REQUIRED.replace("app-id: 1400000000", "app-id: \"" + text.replace("'", "") + "\""))
                        .credentials())
                .isPresent();
    }

    @Test
    void refusesAppId() {
        mustBeRefusedAs(
                "job-file/app-id.txt",
                Stream.of("0", "-1", "4294967296", "99999999999999999999", "1.5", "abc", "0x10", "1_000")
                        .map(text -> REQUIRED.replace("1400000000", text)));
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
        assertThat(read(requiredBut("operation", "operation: delete-conversation-group"))
                        .operation()
                        .name())
                .isEqualTo("delete-conversation-group");
        mustBeRefusedAs(
                "job-file/operation-of-another-provider.txt",
                Stream.of(REQUIRED.replace("tencent", "zego")
                        .replace("singapore", "unified")
                        .replace("delete-conversation", "delete-conversation-group")));
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
        mustBeRefusedAs("job-file/number-as-a-path.txt", Stream.of(REQUIRED + "metrics: {file: 3}\n"));
        assertThat(refused(REQUIRED + "input: {path: true}\n").problems().stream()
                        .map(Problem::key))
                .containsExactly("input.path");
        assertThat(read(REQUIRED + "metrics: {file: '3'}\n").metrics().file()).contains(Path.of("3"));
    }

    @Test
    void aMisspeltDateIsToldWithTheKnownOnes() {
        mustBeRefusedAs("job-file/misspelt-date.txt", Stream.of(REQUIRED + "input: {path: 'in/${datum}.csv'}\n"));
    }
}
