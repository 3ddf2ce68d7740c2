/**
 * The command line: one class for each command, exit codes, and what people see while a run goes on.
 *
 * <p>Entry point: {@link io.conversationcleanup.cli.CommandLineInterface}. Knows {@code job}, {@code runs}, {@code plan},
 * {@code report}, {@code definition}, {@code telemetry}, {@code evidence}, {@code simulator} and {@code model}; what needs the
 * repository it asks of {@link io.conversationcleanup.cli.Application}.
 */
@NullMarked
package io.conversationcleanup.cli;

import org.jspecify.annotations.NullMarked;
