/**
 * The job file: YAML to a validated {@link io.conversationcleanup.definition.JobDefinition}, or all its problems. Entry
 * point: {@link io.conversationcleanup.definition.JobDefinitionReader}. Depends on {@code model} only; the providers'
 * facts are passed in.
 */
@NullMarked
package io.conversationcleanup.definition;

import org.jspecify.annotations.NullMarked;
