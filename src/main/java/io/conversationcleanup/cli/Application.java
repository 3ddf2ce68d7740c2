package io.conversationcleanup.cli;

import io.conversationcleanup.definition.JobDefinition;
import io.conversationcleanup.job.RunRequest;
import io.conversationcleanup.job.RunResult;
import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.ProviderFacts;
import io.conversationcleanup.model.RunIdentity;
import io.conversationcleanup.plan.Plan;
import io.conversationcleanup.plan.Plan.History;
import io.conversationcleanup.report.CodeMeaning;
import io.conversationcleanup.runs.Pseudonyms;
import io.conversationcleanup.runs.RunAdmin;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The program as the commands use it. Not thread-safe. */
public interface Application {

    /** The providers that job files can name. */
    List<ProviderFacts> providers();

    /** Explains a provider's number or one of this program's codes, for each provider and operation that has it. */
    List<CodeExplanation> explain(String code);

    /** Rejects outputs that would replace a needed file. Call it before anything is written. */
    void requireApart(FileUse files, RepositoryOptions repository);

    /** Runs a job; throws CommandFailedException if the input, the repository or a directory cannot be used. */
    RunResult run(RunOrder order);

    /** Plans a run without sending or storing anything; fails if the input or the repository cannot be used. */
    Plan plan(PlanOrder order);

    /**
     * Runs work in a repository, which other processes may use at the same time; empty if there is none yet.
     *
     * @param work may be repeated from the start, because the process that holds an embedded database open may end
     * @throws CommandFailedException if the repository cannot be used
     */
    <T> Optional<T> visit(RepositoryOptions repository, String command, Function<RunAdmin, T> work);

    /** Returns whether the repository caused a failure. */
    boolean isOfRepository(Throwable failure);

    /** A run and its job. Immutable. Pseudonyms, if any, replace ids in reports and logs. */
    record RunOrder(
            RunRequest request,
            JobDefinition definition,
            RepositoryOptions repository,
            Optional<Pseudonyms> pseudonyms,
            FileUse files) {}

    /** A plan to make. Immutable. */
    record PlanOrder(JobDefinition definition, RunRequest.Csv input, Function<RunIdentity, History> history) {}

    /** The location of the repository; without a URL, the embedded default. Immutable. */
    record RepositoryOptions(Optional<String> url, Optional<String> user, Optional<String> password) {

        /** Leaves out the URL and the password, which the default text would show. */
        @Override
        public String toString() {
            return "RepositoryOptions[" + user.orElse("") + "]";
        }
    }

    /**
     * The explanation of a provider's code. Immutable.
     *
     * @param source a provider and operation as in job files, or this program
     * @param advice what a person can do; empty if nothing
     */
    record CodeExplanation(String source, String meaning, String consequence, String advice) {

        /** Returns the explanation for an operation such as {@code tencent delete-conversation}, or the only one. */
        public static Optional<CodeExplanation> fitting(List<CodeExplanation> known, String operation) {
            return known.stream()
                    .filter(one -> one.source().equals(operation) || known.size() == 1)
                    .findFirst();
        }

        /** Returns the explanation for reports. */
        public CodeMeaning forReport() {
            return new CodeMeaning(meaning, advice);
        }
    }
}
