package io.conversationcleanup.cli;

import io.conversationcleanup.job.Confirmation;
import io.conversationcleanup.job.RunSpec;
import io.conversationcleanup.model.DaemonThreads;
import io.conversationcleanup.model.Wording;
import io.conversationcleanup.runs.RunView;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiPredicate;

/**
 * Whether rows may be sent: never more than the limit, and only if it was said beforehand or a person types the count. Asked
 * once; {@link #abandon} may be called from any thread.
 */
final class Consent implements Confirmation {

    private final Terminal terminal;
    private final Optional<Long> maxRows;
    private final Given given;
    private final CompletableFuture<String> answer = new CompletableFuture<>();
    private final RunSpec.Choice choice;
    private final BiPredicate<Optional<RunView>, List<RunView>> begin;
    private String refusal = "";
    private String why = "";

    /** Whether consent was given on the command line. */
    enum Given {
        BEFOREHAND,
        NOT_YET
    }

    /**
     * The consent to a run.
     *
     * @param choice which run was asked for: {@code --fresh} given again would ask for another
     * @param begin whether to begin, resuming this run, beside these unfinished ones
     */
    Consent(
            Terminal terminal,
            Optional<Long> maxRows,
            Given given,
            RunSpec.Choice choice,
            BiPredicate<Optional<RunView>, List<RunView>> begin) {
        this.begin = begin;
        this.terminal = terminal;
        this.maxRows = maxRows;
        this.given = given;
        this.choice = choice;
    }

    @Override
    public boolean isGivenFor(long rows) {
        return given == Given.BEFOREHAND && (maxRows.isEmpty() || rows <= maxRows.get());
    }

    @Override
    public boolean mayBegin(Optional<RunView> resumed, List<RunView> others) {
        return begin.test(resumed, others);
    }

    @Override
    public Decision decide(long rows) {
        String count = Wording.count(rows);
        if (maxRows.isPresent() && rows > maxRows.get()) {
            return decline(
                    count + (rows == 1 ? " row" : " rows") + " would be sent, more than --max-rows "
                            + Wording.count(maxRows.get()) + " allows. Nothing was sent. If the file is right, raise"
                            + " --max-rows" + ifFresh(" and leave --fresh out") + ".",
                    count + (rows == 1 ? " row is" : " rows are") + " more than --max-rows "
                            + Wording.count(maxRows.get()) + " allowed");
        }
        if (given == Given.BEFOREHAND) {
            return Decision.SEND;
        }
        if (!terminal.canAsk()) {
            return decline(
                    count + (rows == 1 ? " conversation" : " conversations")
                            + " would be deleted for good, and nobody can be asked here. Nothing was sent. Add --yes"
                            + ifFresh(" and leave --fresh out") + " to go on.",
                    "nobody could be asked, and --yes was not given");
        }
        terminal.screen()
                .line(count + (rows == 1 ? " conversation is" : " conversations are")
                        + " about to be deleted for good.");
        terminal.screen().line("Type the number (" + rows + ") to go on, anything else to leave them:");
        return typed().replaceAll("[ ,.']", "").equals(Long.toString(rows))
                ? Decision.SEND
                : decline("Not confirmed. Nothing was sent. To be asked again, resume the run by its name.", "");
    }

    private String ifFresh(String words) {
        return choice == RunSpec.Choice.FRESH ? words : "";
    }

    /** Why nothing was sent. */
    String refusal() {
        return refusal;
    }

    @Override
    public String whyDeclined() {
        return why;
    }

    private Decision decline(String text, String inShort) {
        refusal = text;
        why = inShort;
        return Decision.DECLINE;
    }

    /** Ends the wait for a person's answer, as if it had been no. */
    void abandon() {
        answer.complete("");
    }

    /** Reading a terminal cannot be interrupted, so another thread does it and is left behind if need be. */
    private String typed() {
        DaemonThreads.named("answer")
                .newThread(() -> answer.complete(readLine()))
                .start();
        return answer.join();
    }

    private String readLine() {
        try {
            String line = new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line.strip();
        } catch (IOException e) {
            // What cannot be read is no consent.
            return "";
        }
    }
}
