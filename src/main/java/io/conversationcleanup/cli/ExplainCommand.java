package io.conversationcleanup.cli;

import io.conversationcleanup.cli.Application.CodeExplanation;
import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.ExitCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Explains a provider's code. */
@Command(
        name = "explain",
        description = {"Tells what a provider's code means and what to do about it.", ""},
        footer = {"", "Examples:", "  conversation-cleanup explain 60026", "  conversation-cleanup explain timeout"})
final class ExplainCommand extends Subcommand {

    private static final String SUCCESS = "0";

    @Parameters(paramLabel = "CODE", description = "The code, as results.csv or the last lines of a run show it.")
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private String code;

    @Override
    ExitCode run() {
        List<CodeExplanation> explanations = context.application().explain(code);
        if (explanations.isEmpty() && !code.chars().allMatch(Character::isDigit)) {
            throw CommandFailedException.usage(
                    code + " is neither a provider's code, which is a number, nor a word of this program.");
        }
        if (explanations.isEmpty()) {
            context.print(code + " stands in none of the documents that this program was made from.");
            context.print("  What happens: the row is sent again twice, then it fails; many such rows in");
            context.print("  a row stop the run.");
            context.print("  What to do: read the provider's own message beside it in results.csv.");
            return ExitCode.OK;
        }
        Map<CodeExplanation, List<String>> sources = explanations.stream()
                .collect(Collectors.groupingBy(
                        ExplainCommand::withoutSource,
                        LinkedHashMap::new,
                        Collectors.mapping(CodeExplanation::source, Collectors.toList())));
        sources.forEach(this::print);
        return ExitCode.OK;
    }

    private static CodeExplanation withoutSource(CodeExplanation explanation) {
        return new CodeExplanation("", explanation.meaning(), explanation.consequence(), explanation.advice());
    }

    private void print(CodeExplanation explanation, List<String> sources) {
        context.print(code + ", " + String.join(", ", sources) + ":");
        context.print("  " + explanation.meaning() + ".");
        context.print("  What happens: " + explanation.consequence() + ".");
        if (!explanation.advice().isEmpty()) {
            context.print("  What to do: " + explanation.advice());
        } else if (!code.equals(SUCCESS)) {
            context.print("  What to do: nothing while the run goes on. If rows have failed with it in the");
            context.print("  end, send them again: rerun RUN --code " + code);
        }
    }
}
