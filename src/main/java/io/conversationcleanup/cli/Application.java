package io.conversationcleanup.cli;

import io.conversationcleanup.job.RunResult;
import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.ProviderFacts;
import io.conversationcleanup.plan.Plan;
import io.conversationcleanup.runs.RunAdmin;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the commands need of the assembled program. Not thread-safe: one command at a time. */
public interface Application {

    /** The providers that job files can name. */
    List<ProviderFacts> providers();

    /**
     * What is known of a code, for each provider and operation that has it.
     *
     * @param code a provider's number, or a word of ours such as {@code timeout}
     */
    List<CodeExplanation> explain(String code);

    /**
     * Refuses outputs that would replace a file that is needed; to be called before anything is written.
     *
     * @throws CommandFailedException if there are any
     */
    void requireApart(FileUse files, RepositoryOptions repository);

    /**
     * Runs a job until it ends.
     *
     * @throws CommandFailedException if it cannot begin: unusable input, a repository in use, an unusable directory
     */
    RunResult run(RunOrder order);

    /**
     * Finds out what a run would do; sends nothing and keeps nothing.
     *
     * @throws CommandFailedException if the input or the repository cannot be used
     */
    Plan plan(PlanOrder order);

    /**
     * Does something at the desk of a repository, in which other processes may work on runs meanwhile.
     *
     * @param command what this process does, for others who want the repository meanwhile
     * @param work may be done again from the start, since the process through which it is done may end
     * @return what came of it; empty if there is no repository yet
     * @throws CommandFailedException if the repository cannot be had
     */
    <T> Optional<T> visit(RepositoryOptions repository, String command, Function<RunAdmin, T> work);
}
