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
public record Surroundings(String command, LongSupplier nanos, Consumer<Duration> pause, RandomGenerator random) {}
