package io.conversationcleanup.cli;

import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.ExitCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tells what a provider's code means. */
@Command(
        name = "explain",
        description = {"Tells what a provider's code means and what to do about it.", ""},
        footer = {"", "Examples:", "  conversation-cleanup explain 60026", "  conversation-cleanup explain timeout"})
final class ExplainCommand implements Callable<Integer> {

    private static final String SUCCESS = "0";

    private final Application application;
    private final Terminal terminal;

    @Parameters(paramLabel = "CODE", description = "The code, as results.csv or the last lines of a run show it.")
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private String code;

    ExplainCommand(Application application, Terminal terminal) {
        this.application = application;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<CodeExplanation> explanations = application.explain(code);
        if (explanations.isEmpty() && !code.chars().allMatch(Character::isDigit)) {
            throw new CommandFailedException(
                    ExitCode.USAGE,
                    code + " is neither a provider's code, which is a number, nor a word of this program.");
        }
        if (explanations.isEmpty()) {
            terminal.out().println(code + " stands in none of the documents that this program was made from.");
            terminal.out().println("  What happens: the row is sent again twice, then it fails; many such rows in");
            terminal.out().println("  a row stop the run.");
            terminal.out().println("  What to do: read the provider's own message beside it in results.csv.");
            return ExitCode.OK.number();
        }
        Map<CodeExplanation, List<String>> sources = explanations.stream()
                .collect(Collectors.groupingBy(
                        ExplainCommand::withoutSource,
                        LinkedHashMap::new,
                        Collectors.mapping(CodeExplanation::source, Collectors.toList())));
        sources.forEach(this::print);
        return ExitCode.OK.number();
    }

    private static CodeExplanation withoutSource(CodeExplanation explanation) {
        return new CodeExplanation("", explanation.meaning(), explanation.consequence(), explanation.advice());
    }

    private void print(CodeExplanation explanation, List<String> sources) {
        terminal.out().println(code + ", " + String.join(", ", sources) + ":");
        terminal.out().println("  " + explanation.meaning() + ".");
        terminal.out().println("  What happens: " + explanation.consequence() + ".");
        if (!explanation.advice().isEmpty()) {
            terminal.out().println("  What to do: " + explanation.advice());
        } else if (!code.equals(SUCCESS)) {
            terminal.out().println("  What to do: nothing while the run goes on. If rows have failed with it in the");
            terminal.out().println("  end, send them again: rerun RUN --code " + code);
        }
    }
}
