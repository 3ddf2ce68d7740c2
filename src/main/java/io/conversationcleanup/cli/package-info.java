/**
 * The command line: one class per command, exit codes and progress output.
 *
 * <p>Entry point: {@link io.conversationcleanup.cli.CommandLineInterface}. Uses {@code job}, {@code runs},
 * {@code plan}, {@code report}, {@code definition}, {@code telemetry}, {@code evidence}, {@code simulator},
 * {@code model} and, for the repository, {@link io.conversationcleanup.cli.Application}.
 */
@NullMarked
package io.conversationcleanup.cli;

import org.jspecify.annotations.NullMarked;
