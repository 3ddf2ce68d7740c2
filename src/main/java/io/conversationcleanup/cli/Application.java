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
     * Does something in a repository, in which other processes may work on runs meanwhile.
     *
     * @param command what this process does, for others who want the repository meanwhile
     * @param work may be done again from the start, since the process through which it is done may end
     * @return what the work gave back; empty if there is no repository yet
     * @throws CommandFailedException if the repository cannot be had
     */
    <T> Optional<T> visit(RepositoryOptions repository, String command, Function<RunAdmin, T> work);

    /** Whether a failure is the repository's, and not the program's. */
    boolean isOfRepository(Throwable failure);

    /**
     * A run, with what is needed to make it from the job file. Immutable.
     *
     * @param request what the person asks for
     * @param definition the job
     * @param repository where the runs are kept
     * @param pseudonyms shown in place of users and peers in reports and logs; empty if their ids are to be shown
     * @param files what is read, and must not be replaced, and what is written
     */
    record RunOrder(
            RunRequest request,
            JobDefinition definition,
            RepositoryOptions repository,
            Optional<Pseudonyms> pseudonyms,
            FileUse files) {}

    /**
     * A plan. Immutable.
     *
     * @param history finds out what is known of earlier runs of this identity's job
     */
    record PlanOrder(JobDefinition definition, RunRequest.Csv input, Function<RunIdentity, History> history) {}

    /**
     * Where the runs are kept. Immutable.
     *
     * @param url a JDBC URL; empty for the embedded default
     * @param user the database's user, if it needs one
     * @param password the user's password, if there is one
     */
    record RepositoryOptions(Optional<String> url, Optional<String> user, Optional<String> password) {

        /** Without the password: a record's own text would show it. */
        @Override
        public String toString() {
            return "RepositoryOptions[" + user.orElse("") + "]";
        }
    }

    /**
     * What is known of a provider's code. Immutable.
     *
     * @param source whose code it is: provider and operation as in job files, or this program
     * @param meaning what the provider says it means
     * @param consequence what the program does about it
     * @param advice what a person can do; empty if there is nothing to do
     */
    record CodeExplanation(String source, String meaning, String consequence, String advice) {

        /**
         * The one that fits an operation, or the only one there is.
         *
         * @param known all that is known of a code
         * @param operation the operation that was answered with it, such as {@code tencent delete-conversation}
         */
        public static Optional<CodeExplanation> fitting(List<CodeExplanation> known, String operation) {
            return known.stream()
                    .filter(one -> one.source().equals(operation) || known.size() == 1)
                    .findFirst();
        }

        /** What a report says of the code. */
        public CodeMeaning forReport() {
            return new CodeMeaning(meaning, advice);
        }
    }
}
