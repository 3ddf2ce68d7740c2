package io.conversationcleanup.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.simulator.SimulatorSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plans, and runs that are held to them. */
class PlanIT {

    private static final int ROWS = 320;

    @TempDir
    private Path directory;

    private Path work;
    private Path temporary;

    @BeforeEach
    void makeRoom() throws Exception {
        work = Files.createDirectory(directory.resolve("work"));
        temporary = Files.createDirectory(directory.resolve("tmp"));
    }

    private Rehearsal rehearsal() {
        Rehearsal rehearsal =
                Rehearsal.of(work, Rehearsal.rows(ROWS), SimulatorSettings.DEFAULT, "{calls-per-second: 160}");
        Row first = rehearsal.rows().get(0);
        rehearsal.workplace().write("mixed.csv", csv(rehearsal.rows()) + first.csv() + "\n,nobody,1,0\n");
        return rehearsal;
    }

    private static String csv(List<Row> rows) {
        return Stream.concat(Stream.of(Row.HEADER), rows.stream().map(Row::csv))
                .reduce("", (text, line) -> text + line + "\n");
    }

    private JsonNode plan(Program program, String input) {
        return new JsonMapper()
                .readTree(program.run("plan", "job.yml", "--input", input, "--json")
                        .mustEndWith(0)
                        .out());
    }

    @Test
    void aPlanSendsNothingAndLeavesNothingBehind() {
        try (Rehearsal rehearsal = rehearsal()) {
            Program program = rehearsal.program().withJvmOptions("-Djava.io.tmpdir=" + temporary);
            List<String> before = rehearsal.workplace().files();

            JsonNode plan = plan(program, "mixed.csv");
            EndedProgram text =
                    program.run("plan", "job.yml", "--input", "mixed.csv").mustEndWith(0);
            EndedProgram piped = program.startedBy("exec \"$@\" < mixed.csv")
                    .run("plan", "job.yml", "--input", "-")
                    .mustEndWith(0);

            assertThat(plan.get("rows").toString())
                    .isEqualTo("{\"total\":322,\"toSend\":320,\"rejected\":1,\"duplicate\":1}");
            assertThat(plan.get("estimatedSeconds").longValue()).isEqualTo(2);
            assertThat(text.out().lines()).allMatch(line -> line.length() <= 80 || line.contains(" --plan "));
            assertThat(text.out()).contains("Plan " + plan.get("planId").stringValue());
            Golden.check("plan/by-the-jar.txt", Golden.masked(text.out(), work));
            assertThat(text.err()).isEmpty();
            assertThat(piped.out().lines().findFirst())
                    .isEqualTo(text.out().lines().findFirst());
            assertThat(rehearsal.callsSoFar()).isZero();
            assertThat(rehearsal.workplace().files()).isEqualTo(before);
            assertThat(new Workplace(temporary).files()).isEmpty();
            assertThat(work.resolve("cleanup-data")).doesNotExist();
        }
    }

    @Test
    void aRunThatIsHeldToAPlanSendsThatOrNothing() {
        try (Rehearsal rehearsal = rehearsal()) {
            Program program = rehearsal.program();
            String id = plan(program, "mixed.csv").get("planId").stringValue();
            rehearsal.workplace().write("less.csv", csv(rehearsal.rows().subList(1, ROWS)));

            EndedProgram refused = program.run(
                            "run", "job.yml", "--input", "less.csv", "--yes", "--output", "out", "--plan", id)
                    .mustEndWith(6);
            assertThat(refused.err()).contains(id);
            Golden.check("run/not-the-plan.txt", Golden.masked(refused.err(), work));
            assertThat(rehearsal.callsSoFar()).isZero();
            assertThat(work.resolve("cleanup-data")).doesNotExist();

            // The same conversations in another file are the same plan.
            program.run("run", "job.yml", "--yes", "--output", "out", "--plan", id)
                    .mustEndWith(0);

            rehearsal.mustHaveCalledEachOnce();
            JsonNode again = plan(program, "rows.csv");
            assertThat(again.get("planId").stringValue()).isEqualTo(id);
            assertThat(again.at("/warnings/0").stringValue())
                    .contains(rehearsal.reports().summary().get("run").stringValue())
                    .contains("COMPLETED");
        }
    }
}
