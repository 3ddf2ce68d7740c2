package io.conversationcleanup.repository;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What opening a repository takes from its process. Immutable.
 *
 * @param command what the process does, for others who want the repository meanwhile
 * @param nanos nanoseconds since some fixed moment
 * @param pause waits for so long
 * @param random a source that nobody can guess
 */
public record Surroundings(String command, LongSupplier nanos, Consumer<Duration> pause, RandomGenerator random) {

    static final String LOOPBACK = "127.0.0.1";

    /**
     * To be called before anything of H2 is used: it decides once for its process where it listens, and whether it looks
     * each value up among those that it has seen, which hardly ever come twice here (measured: a twentieth of the
     * processor time of a run). Every command calls this, so it loads nothing of H2.
     */
    public static void prepareProcess() {
        System.setProperty("h2.bindAddress", LOOPBACK);
        System.setProperty("h2.objectCache", "false");
    }
}
