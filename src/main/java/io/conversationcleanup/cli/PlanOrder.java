package io.conversationcleanup.cli;

import io.conversationcleanup.definition.JobDefinition;
import io.conversationcleanup.model.RunIdentity;
import io.conversationcleanup.plan.Plan.History;
import java.util.function.Function;

/**
 * What the plan command asks for. Immutable.
 *
 * @param definition the job
 * @param input the CSV file
 * @param history finds out what is known of earlier runs of this identity's job
 */
public record PlanOrder(JobDefinition definition, RunOrder.Csv input, Function<RunIdentity, History> history) {}
