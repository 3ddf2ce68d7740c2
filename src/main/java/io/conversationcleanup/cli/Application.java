package io.conversationcleanup.cli;

import io.conversationcleanup.job.RunResult;
import io.conversationcleanup.model.ProviderFacts;
import java.util.List;

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
     * Runs a job until it ends.
     *
     * @throws CommandFailedException if it cannot begin: unusable input, a repository in use, an unusable directory
     */
    RunResult run(RunOrder order);
}
