/**
 * Measures the packaged jar against the machine and against what a user would write instead. Entry point: {@link
 * io.conversationcleanup.bench.SpeedBench}. Knows nothing of the program but its jar, its files and its repository's tables.
 */
@NullMarked
package io.conversationcleanup.bench;

import org.jspecify.annotations.NullMarked;
