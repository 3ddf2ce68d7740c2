package io.conversationcleanup.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.simulator.RecordedCall;
import io.conversationcleanup.simulator.Simulator;
import io.conversationcleanup.simulator.SimulatorSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A job against a simulator in this process, which is as strict as the provider and says what was really called. */
final class Rehearsal implements AutoCloseable {

    private final List<Row> rows;
    private final Simulator simulator;
    private final Workplace workplace;

    private Rehearsal(List<Row> rows, Simulator simulator, Workplace workplace) {
        this.rows = rows;
        this.simulator = simulator;
        this.workplace = workplace;
    }

    /** So many different rows. */
    static List<Row> rows(int count) {
        return IntStream.range(0, count).mapToObj(Row::number).toList();
    }

    static Rehearsal of(Path directory, List<Row> rows, SimulatorSettings settings, String limits) {
        try {
            Simulator simulator = Simulator.start(settings, 0, InstantSource.system(), new Random(1));
            return new Rehearsal(
                    rows,
                    simulator,
                    Workplace.of(directory, rows, simulator.baseUri().toString(), limits));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rows of its input, in order. */
    List<Row> rows() {
        return rows;
    }

    Workplace workplace() {
        return workplace;
    }

    Program program() {
        return workplace.program();
    }

    WrittenReports reports() {
        return workplace.reports();
    }

    /** All calls that have arrived, answered or not. */
    long callsSoFar() {
        return simulator.stats().calls();
    }

    /** The calls that have arrived. */
    List<RecordedCall> calls() {
        return simulator.calls();
    }

    /** How often each row was called; no call may have been refused. */
    Map<Row, Long> timesCalled() {
        Map<Row, Long> times = simulator.calls().stream()
                .map(Row::asked)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertThat(simulator.stats().byReaction()).containsOnlyKeys("0");
        return times;
    }

    /** Asserts that each conversation of its rows was called once, and that nothing else was. */
    void mustHaveCalledEachOnce() {
        Map<Row, Long> times = timesCalled();
        assertThat(times.keySet()).containsExactlyInAnyOrderElementsOf(new HashSet<>(rows));
        assertThat(times.values()).containsOnly(1L);
        assertThat(callsSoFar()).isEqualTo(times.size());
    }

    @Override
    public void close() {
        simulator.close();
    }
}
