/**
 * The packaged jar, seen from outside: a process of its own, its streams, its files, its exit codes, and what a provider was
 * really asked. Knows nothing of the program but the contract; the provider's place is taken by the simulator.
 *
 * <p>Entry point: {@link io.conversationcleanup.packaged.Program}.
 */
@NullMarked
package io.conversationcleanup.packaged;

import org.jspecify.annotations.NullMarked;
