package io.conversationcleanup.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.definition.JobDefinition.RowDefaults;
import io.conversationcleanup.definition.JobDefinition.SimulatorSection;
import io.conversationcleanup.definition.JobFileException.Problem;
import io.conversationcleanup.golden.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The job files and the sample data that come with the product. */
class DeliveredFilesTest extends JobFileFixture {

    private static final Path JOBS = Path.of("jobs");
    private static final Path SAMPLES = Path.of("sample-data");

    @Test
    void everyJobFileIsReadWithoutWarning() throws IOException {
        Map<String, String> environment = Map.of(
                "TENCENT_SDK_APP_ID",
                "1400000000",
                "TENCENT_SECRET_KEY",
                SECRET,
                "ZEGO_APP_ID",
                "7",
                "ZEGO_SERVER_SECRET",
                SECRET);
        try (var files = Files.list(JOBS)) {
            assertThat(files.filter(Files::isRegularFile).toList())
                    .hasSizeGreaterThanOrEqualTo(4)
                    .allSatisfy(file ->
                            assertThat(read(file, environment).warnings()).isEmpty());
        }
    }

    @Test
    void theDemoNeedsNoEnvironmentAndHasItsInput() {
        JobDefinition demo = read(JOBS.resolve("demo.yml"), Map.of());

        assertThat(demo.name()).isEqualTo("demo");
        assertThat(demo.endpoint()).isEqualTo(Endpoint.SIMULATOR);
        assertThat(demo.limits().rate()).isEqualTo(CallRate.of(160));
        assertThat(demo.simulator().map(SimulatorSection::quota)).contains(OptionalInt.of(200));
        assertThat(demo.simulator().map(SimulatorSection::failures)).contains(List.of("3%:50004"));
        assertThat(Path.of(demo.input().path().orElseThrow())).isRegularFile();
    }

    @Test
    void theRealJobGoesToTheRegionOfTheEnvironmentAndClearsNothingUnasked() {
        JobDefinition job = read(
                JOBS.resolve("tencent-conversations.yml"),
                Map.of("TENCENT_SDK_APP_ID", "7", "TENCENT_SECRET_KEY", SECRET, "TENCENT_REGION", "china"));

        assertThat(job.endpoint())
                .isEqualTo(new Endpoint(
                        Optional.of("china"), Optional.of(TENCENT.regions().get("china"))));
        assertThat(job.credentials().flatMap(Credentials::admin)).contains("administrator");
        assertThat(job.defaults()).isEqualTo(new RowDefaults(Optional.empty(), false, List.of()));
    }

    @Test
    void theRealJobSaysWhichVariablesItNeeds() {
        assertThat(refused(JOBS.resolve("tencent-conversations.yml"), Map.of()).problems())
                .extracting(Problem::key)
                .containsExactly("credentials.app-id", "credentials.secret");
        Golden.check(
                "job-file/variables-of-the-delivered-job.txt",
                refused(JOBS.resolve("tencent-conversations.yml"), Map.of()).problems().stream()
                        .map(Problem::toString)
                        .toList());
    }

    @Test
    void theCleanSampleHoldsAThousandDifferentConversationsOfBothTypes() throws IOException {
        List<String> lines = Files.readAllLines(SAMPLES.resolve("conversations.csv"));
        List<String> rows = lines.subList(1, lines.size());

        assertThat(lines.get(0)).isEqualTo("user,peer,type,clear_ramble");
        assertThat(rows)
                .hasSize(1000)
                .allMatch(row -> row.matches("u[0-9]{6},(u[0-9]{6},1|(team-[0-9]{3}|@TGS#1[A-Z2-7]{9}),2),[01]"))
                .anyMatch(row -> row.contains(",1,"))
                .anyMatch(row -> row.contains(",2,"));
        assertThat(rows.stream().map(row -> row.substring(0, row.lastIndexOf(','))))
                .doesNotHaveDuplicates();
    }

    @Test
    void theBadSampleHoldsEveryKindOfBadRowBesideGoodOnes() throws IOException {
        List<String> lines = Files.readAllLines(SAMPLES.resolve("bad-rows.csv"));

        assertThat(lines)
                .contains("u200001,u200002,1,0,good: one-to-one")
                .anyMatch(line -> line.startsWith("u200005,u200006,channel,"))
                .anyMatch(line -> line.startsWith(",u"))
                .anyMatch(line -> line.startsWith("u200008,,"))
                .anyMatch(line -> line.matches("u2{32},.*"))
                .anyMatch(line -> line.matches("u200011,team-4{44},2,.*"))
                .anyMatch(line -> line.contains(",maybe,"))
                .anyMatch(line -> line.contains("\u0007"))
                .contains("u200016,u200017")
                .anyMatch(line -> line.endsWith(",too many columns,one more"))
                .anyMatch(line -> line.contains("u2000\"21"))
                .anyMatch(line -> line.contains(",\"u200023,"))
                .anyMatch(line -> line.startsWith(" u200024"))
                .contains("u200001,u200002,1,0,duplicate of the first row");
    }
}
