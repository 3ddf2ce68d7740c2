/**
 * The job file: YAML read into a validated, immutable {@link io.conversationcleanup.definition.JobDefinition}, or refused
 * with all its problems at once.
 *
 * <p>Entry point: {@link io.conversationcleanup.definition.JobDefinitionReader}. Knows {@code model} alone; what is
 * documented of the providers is handed in.
 */
@NullMarked
package io.conversationcleanup.definition;

import org.jspecify.annotations.NullMarked;
