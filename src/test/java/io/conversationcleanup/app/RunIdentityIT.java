package io.conversationcleanup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.simulator.SimulatorSettings;
import io.conversationcleanup.simulator.SimulatorSettings.SimulatedApp;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What makes two commands speak of one run: job, app and content; and what a changed job file changes of an unfinished run. */
class RunIdentityIT {

    private static final String CHANGED = "have changed since run";

    private Program program;

    @BeforeEach
    void install(@TempDir Path directory) {
        program = Program.in(directory, Program.PROVIDER);
        program.input(List.of(new Asked("user-1", "anna", 1, 0), new Asked("user-2", "berta", 1, 0)).stream()
                .map(row -> row.user() + "," + row.peer() + "\n")
                .collect(java.util.stream.Collectors.joining("", "user,peer\n", "")));
        program.set("defaults", "{type: 1, clearRamble: 0}");
    }

    @AfterEach
    void uninstall() {
        program.close();
    }

    @Test
    void changedDefaultsDoNotChangeAnUnfinishedRunAndAreWarnedOf() {
        assertThat(program.runUnconfirmed().exitCode()).isEqualTo(6);
        program.set("defaults", "{type: 1, clearRamble: 1}");

        CommandRun resumed = program.run();

        assertThat(resumed.exitCode()).isZero();
        assertThat(resumed.log()).anyMatch(line -> line.startsWith("WARN") && line.contains(CHANGED));
        assertThat(program.asked())
                .isEqualTo(Program.onceEach(
                        List.of(new Asked("user-1", "anna", 1, 0), new Asked("user-2", "berta", 1, 0))));
        assertThat(resumed.reports(2).results())
                .extracting(line -> line.get("clearRamble"))
                .containsOnly("0");

        CommandRun fresh = program.run("--fresh", "--overwrite");

        assertThat(fresh.log()).noneMatch(line -> line.contains(CHANGED));
        assertThat(program.asked())
                .hasSize(4)
                .containsEntry(new Asked("user-1", "anna", 1, 1), 1L)
                .containsEntry(new Asked("user-2", "berta", 1, 1), 1L);
    }

    @Test
    void whatDoesNotChangeTheMeaningOfALineIsNotWarnedOf() {
        assertThat(program.runUnconfirmed().exitCode()).isEqualTo(6);
        program.set("limits", "{calls-per-second: 150}");
        program.set("retry", "{max-attempts: 2}");

        CommandRun resumed = program.run();

        assertThat(resumed.log()).noneMatch(line -> line.contains(CHANGED));
        assertThat(resumed.reports(2)
                        .summary()
                        .path("rate")
                        .path("limitPerSecond")
                        .asInt())
                .isEqualTo(150);
    }

    @Test
    void anotherAppIsAnotherRunAndTheFirstStaysAsItWas() {
        RunReports first = program.run().reports(2);
        long otherApp = SimulatedApp.REHEARSAL.appId() + 1;
        program.serve(
                SimulatorSettings.DEFAULT.withApp(new SimulatedApp(otherApp, "administrator", Program.SECRET)),
                0,
                InstantSource.system());
        JobFile ofTheFirst = program.job();
        program.callNewProvider();
        program.set("credentials", "{app-id: " + otherApp + ", secret: \"${SECRET}\"}");

        CommandRun other = program.run("--overwrite");

        assertThat(other.exitCode()).isZero();
        assertThat(other.reports(2).run()).isNotEqualTo(first.run());
        assertThat(program.provider().stats().deleted()).isEqualTo(2);
        assertThat(program.askedTimes()).isEqualTo(Map.of(2L, 2L));

        program.job(ofTheFirst);
        assertThat(program.run("--overwrite").out()).contains(first.run(), "COMPLETED");
        assertThat(program.calls()).isEqualTo(4);
    }

    @Test
    void aRehearsalIsAnotherRunAndSendsNothingToTheProvider() {
        JobFile real = program.job();
        program.set("endpoint", "simulator");

        CommandRun rehearsal = program.runUnconfirmed();

        assertThat(rehearsal.exitCode()).isZero();
        assertThat(rehearsal.reports(2).rowCounts()).isEqualTo(Map.of("deleted", 2L));
        assertThat(program.calls()).isZero();

        program.job(real);
        CommandRun meant = program.run("--overwrite");

        assertThat(meant.exitCode()).isZero();
        assertThat(meant.reports(2).rowCounts()).isEqualTo(Map.of("deleted", 2L));
        assertThat(program.provider().stats().deleted()).isEqualTo(2);
    }

    @Test
    void anotherNameOrOtherContentIsAnotherRun() {
        program.run();
        program.set("name", "other");
        program.run("--overwrite");
        assertThat(program.calls()).isEqualTo(4);

        program.input("user,peer\nuser-1,anna\nuser-2,berta\n\n");
        assertThat(program.run("--overwrite").reports(2).rowCounts()).isEqualTo(Map.of("deleted", 2L));
        assertThat(program.calls()).isEqualTo(6);
    }
}
