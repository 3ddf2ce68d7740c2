package io.conversationcleanup.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conversationcleanup.simulator.RecordedCall;
import io.conversationcleanup.simulator.Simulator;
import io.conversationcleanup.simulator.SimulatorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.Yaml;

/**
 * Each schedule over two nights, with something going wrong in the first: all rows of both are sent, or a person is called. What
 * is the business of {@code nightly.sh} alone is tried with one of the three that call it.
 */
class TwoNightsIT {

    private static final LocalDate FIRST = LocalDate.of(2026, 11, 20);
    private static final int ROWS = 60;

    @TempDir
    private Path directory;

    private Schedules schedules;
    private Simulator simulator;
    private int port;
    private final List<RecordedCall> earlier = new ArrayList<>();

    /** How a schedule starts a night. */
    enum Schedule {
        CRON {
            @Override
            Process start(Schedules schedules, LocalDate day) throws IOException {
                String line = Files.readAllLines(Schedules.example("cleanup.cron")).stream()
                        .filter(text -> text.startsWith("15 2 * * *"))
                        .findFirst()
                        .orElseThrow();
                return schedules.start(
                        Map.of("CLEANUP_DATE", day.toString()),
                        "bash",
                        "-c",
                        schedules.placed(line.replaceFirst("15 2 \\* \\* \\*\\s+cleanup\\s+", "")));
            }
        },
        SYSTEMD {
            @Override
            Process start(Schedules schedules, LocalDate day) throws IOException {
                String command = Files.readAllLines(Schedules.example("cleanup.service")).stream()
                        .filter(line -> line.startsWith("ExecStart="))
                        .findFirst()
                        .orElseThrow();
                return schedules.start(
                        Map.of("CLEANUP_DATE", day.toString()),
                        schedules
                                .placed(command.substring("ExecStart=".length()))
                                .split(" "));
            }
        },
        KUBERNETES {
            @Override
            Process start(Schedules schedules, LocalDate day) throws IOException {
                Map<?, ?> place = new Yaml().load(Files.readString(Schedules.example("cronjob.yaml")));
                for (String key : List.of("spec", "jobTemplate", "spec", "template", "spec")) {
                    place = (Map<?, ?>) place.get(key);
                }
                Map<?, ?> container = (Map<?, ?>) ((List<?>) place.get("containers")).get(0);
                String script = (String) ((List<?>) container.get("args")).get(0);
                long due = day.toEpochDay() * 24 * 60 + 2 * 60 + 15;
                return schedules.start(
                        Map.of("JOB_NAME", "conversation-cleanup-" + due), "bash", "-c", schedules.placed(script));
            }
        },
        AIRFLOW {
            @Override
            Process start(Schedules schedules, LocalDate day) throws IOException {
                return schedules.start(
                        Map.of("PYTHONPATH", Schedules.example("").toString()), "python3", "-c", """
                        import cleanup_dag as dag, os, signal, sys
                        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # Airflow's raises too.
                        for attempt in range(2):
                            meaning, codes = dag.night("job.yml", "left-%s.csv")
                            if meaning != "retry": break
                        if meaning in ("retry", "page"): os.system("./page '" + meaning + " " + codes + "'")
                        sys.exit(0 if meaning == "done" else 2)
                        """.formatted(
                                        day.minusDays(1)));
            }
        };

        abstract Process start(Schedules schedules, LocalDate day) throws IOException;
    }

    @BeforeEach
    void everythingInItsPlace() throws IOException {
        simulator = Simulator.start(SimulatorSettings.DEFAULT, 0, InstantSource.system(), new Random(1));
        port = simulator.baseUri().getPort();
        Workplace.of(
                directory,
                List.of(),
                simulator.baseUri().toString(),
                "{calls-per-second: 40}\noutage: {give-up-after: 1s}");
        schedules = new Schedules(directory);
        Files.createDirectory(directory.resolve("inbox"));
        Files.createDirectory(directory.resolve("node"));
    }

    @AfterEach
    void close() {
        simulator.close();
    }

    @ParameterizedTest
    @EnumSource
    void anOutageAndAnExportThatIsRewrittenMeanwhile(Schedule schedule) throws Exception {
        export(FIRST, schedule);
        Process night = schedule.start(schedules, FIRST);
        awaitCalls(20);
        providerEnds();
        assertThat(Schedules.end(night).code()).isEqualTo(2);
        assertThat(schedules.paged()).isNotEmpty();
        for (Path file : files(schedule, FIRST)) {
            Files.writeString(file, Row.HEADER + "\nlate,peer,1,0\n");
        }
        providerBegins();

        secondNight(schedule);

        mustHaveSentBothNights();
    }

    @ParameterizedTest
    @EnumSource(names = {"KUBERNETES", "AIRFLOW"})
    void aReboot(Schedule schedule) throws Exception {
        export(FIRST, schedule);
        Process night = schedule.start(schedules, FIRST);
        awaitCalls(20);
        night.toHandle().destroy();
        Schedules.end(night);
        assertThat(calls()).hasSizeLessThan(ROWS);

        secondNight(schedule);

        mustHaveSentBothNights();
    }

    @ParameterizedTest
    @EnumSource(names = {"SYSTEMD"})
    void aLossOfPowerWithTheExportGoneAfterwards(Schedule schedule) throws Exception {
        export(FIRST, schedule);
        Process night = schedule.start(schedules, FIRST);
        awaitCalls(20);
        List<ProcessHandle> all = new ArrayList<>(night.descendants().toList());
        all.add(0, night.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        Schedules.end(night);
        for (Path file : files(schedule, FIRST)) {
            Files.delete(file);
        }

        secondNight(schedule);

        assertThat(calls().stream().map(RecordedCall::user).distinct()).hasSize(2 * ROWS);
    }

    @ParameterizedTest
    @EnumSource(names = {"CRON", "AIRFLOW"})
    void aTurnThatIsSkippedBecauseAnotherProcessIsAtWorkAndThenDies(Schedule schedule) throws Exception {
        Path file = export(FIRST, schedule);
        try (RunningProgram other =
                Program.in(directory).start("run", "job.yml", "--yes", "--rate", "5", "--input", file.toString())) {
            other.awaitThat("a call", () -> !calls().isEmpty());
            Schedules.end(schedule.start(schedules, FIRST));
            other.kill();
            other.awaitEnd();
        }

        secondNight(schedule);

        assertThat(calls().stream().map(RecordedCall::user).distinct()).hasSize(2 * ROWS);
    }

    /** Airflow makes up for it by itself, and an inbox waits. */
    @ParameterizedTest
    @EnumSource(names = {"CRON"})
    void aNightOnWhichTheMachineWasOff(Schedule schedule) throws Exception {
        export(FIRST.minusDays(1), schedule);
        assertThat(Schedules.end(schedule.start(schedules, FIRST.minusDays(1))).code())
                .isZero();
        export(FIRST, schedule);

        secondNight(schedule);

        assertThat(calls().stream().map(RecordedCall::user).distinct()).hasSize(3 * ROWS);
    }

    @ParameterizedTest
    @EnumSource(names = {"SYSTEMD", "AIRFLOW"})
    void aRunThatSomebodyStoppedIsSentByNoSchedule(Schedule schedule) throws Exception {
        Path file = export(FIRST, schedule, 800);
        Process night = schedule.start(schedules, FIRST);
        awaitCalls(5);
        Program program = Program.in(directory);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> program.run("stop", "packaged").exitCode() == 0);
        Schedules.end(night);
        int before = calls().size();
        assertThat(before).isLessThan(800);

        // The same night again, and then the next one.
        Schedules.end(schedule.start(schedules, FIRST));
        assertThat(calls()).hasSize(before);
        assertThat(file).exists();
        secondNight(schedule);

        assertThat(calls()).hasSize(before + ROWS);
        assertThat(schedules.paged()).isNotEmpty();
    }

    private void secondNight(Schedule schedule) throws Exception {
        LocalDate second = FIRST.plusDays(1);
        export(second, schedule);
        Process night = schedule.start(schedules, second);
        Schedules.Ended ended = Schedules.end(night);
        assertThat(ended.text()).contains("COMPLETED");
    }

    /** The file of the day before, as whoever exports it puts it there. */
    private Path export(LocalDate day, Schedule schedule) throws IOException {
        return export(day, schedule, ROWS);
    }

    private Path export(LocalDate day, Schedule schedule, int rows) throws IOException {
        String name = "left-" + day.minusDays(1) + ".csv";
        Path file = directory.resolve(schedule == Schedule.SYSTEMD ? "inbox/" + name : name);
        Files.writeString(
                file,
                IntStream.range(0, rows)
                        .mapToObj(n -> day + "-" + n + ",peer,1,0\n")
                        .collect(Collectors.joining("", Row.HEADER + "\n", "")));
        return file;
    }

    private List<Path> files(Schedule schedule, LocalDate day) {
        String name = "left-" + day.minusDays(1) + ".csv";
        return List.of(directory.resolve(schedule == Schedule.SYSTEMD ? "inbox/" + name : name));
    }

    private List<RecordedCall> calls() {
        List<RecordedCall> all = new ArrayList<>(earlier);
        all.addAll(simulator.calls());
        return all;
    }

    private void awaitCalls(int count) {
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(10, TimeUnit.MILLISECONDS)
                .until(() -> calls().size() >= count);
    }

    private void providerEnds() {
        simulator.close();
        earlier.addAll(simulator.calls());
    }

    private void providerBegins() throws IOException {
        simulator = Simulator.start(SimulatorSettings.DEFAULT, port, InstantSource.system(), new Random(1));
    }

    private void mustHaveSentBothNights() {
        Map<String, Long> times = calls().stream()
                .map(RecordedCall::user)
                .filter(user -> !user.equals("late"))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertThat(times).hasSize(2 * ROWS);
        assertThat(times.values()).containsOnly(1L);
    }
}
