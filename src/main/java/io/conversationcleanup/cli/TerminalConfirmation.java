package io.conversationcleanup.cli;

import io.conversationcleanup.job.Confirmation;
import io.conversationcleanup.job.RunRequest;
import io.conversationcleanup.model.DaemonThreads;
import io.conversationcleanup.model.Wording;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Confirms one run, beforehand or when a person types the count. {@link #abandon} is thread-safe. */
final class TerminalConfirmation implements Confirmation {

    private final Terminal terminal;
    private final Optional<Long> maxRows;
    private final Given given;
    private final CompletableFuture<String> answer = new CompletableFuture<>();
    private final RunRequest.Choice choice;
    private String refusal = "";
    private String why = "";

    enum Given {
        BEFOREHAND,
        NOT_YET
    }

    TerminalConfirmation(Terminal terminal, Optional<Long> maxRows, Given given, RunRequest.Choice choice) {
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
    public Decision decide(long rows) {
        if (maxRows.isPresent() && rows > maxRows.get()) {
            return decline(
                    Wording.count(rows, "row") + " would be sent, more than --max-rows " + Wording.count(maxRows.get())
                            + " allows. Nothing was sent. If the file is right, raise --max-rows"
                            + ifFresh(" and leave --fresh out") + ".",
                    Wording.count(rows, "row") + (rows == 1 ? " is" : " are") + " more than --max-rows "
                            + Wording.count(maxRows.get()) + " allowed");
        }
        if (given == Given.BEFOREHAND) {
            return Decision.SEND;
        }
        if (!terminal.canAsk()) {
            return decline(
                    Wording.count(rows, "conversation")
                            + " would be deleted for good, and nobody can be asked here. Nothing was sent. Add --yes"
                            + ifFresh(" and leave --fresh out") + " to go on.",
                    "nobody could be asked, and --yes was not given");
        }
        terminal.screen()
                .line(Wording.count(rows, "conversation") + (rows == 1 ? " is" : " are")
                        + " about to be deleted for good.");
        terminal.screen().line("Type the number (" + rows + ") to go on, anything else to leave them:");
        return typed().replaceAll("[ ,.']", "").equals(Long.toString(rows))
                ? Decision.SEND
                : decline("Not confirmed. Nothing was sent. To be asked again, resume the run by its name.", "");
    }

    private String ifFresh(String words) {
        return choice == RunRequest.Choice.FRESH ? words : "";
    }

    @Override
    public String refusal() {
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

    /** Ends the wait for an answer and counts it as no. */
    void abandon() {
        answer.complete("");
    }

    /** Reading from a terminal cannot be interrupted, so a daemon thread reads and may be left behind. */
    private String typed() {
        DaemonThreads.named("answer")
                .newThread(() -> answer.complete(terminal.readLine()))
                .start();
        return answer.join();
    }
}
