package io.conversationcleanup.cli;

import io.conversationcleanup.definition.JobDefinition;

/**
 * What the plan command asks for. Immutable.
 *
 * @param definition the job
 * @param input the CSV file
 * @param repository where earlier runs are kept, if there were any
 */
public record PlanOrder(JobDefinition definition, RunOrder.Csv input, RepositoryOptions repository) {}
