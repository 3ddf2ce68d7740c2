package io.conversationcleanup.cli;

import io.conversationcleanup.report.CodeMeaning;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a provider's code. Immutable.
 *
 * @param source whose code it is: provider and operation as in job files, or this program
 * @param meaning what the provider says it means
 * @param consequence what the program does about it
 * @param advice what a person can do; empty if there is nothing to do
 */
public record CodeExplanation(String source, String meaning, String consequence, String advice) {

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
