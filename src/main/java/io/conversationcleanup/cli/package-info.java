/**
 * The command line, exit codes and progress output. Entry point:
 * {@link io.conversationcleanup.cli.CommandLineInterface}. Uses {@code job}, {@code runs}, {@code plan},
 * {@code report}, {@code definition}, {@code telemetry}, {@code evidence}, {@code simulator} and {@code model}; the
 * repository only through {@link io.conversationcleanup.cli.Application}.
 */
@NullMarked
package io.conversationcleanup.cli;

import org.jspecify.annotations.NullMarked;
