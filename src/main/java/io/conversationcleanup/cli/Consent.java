package io.conversationcleanup.cli;

import io.conversationcleanup.job.Confirmation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether rows may be sent: never more than the limit, and only if it was said beforehand or a person types the count. Not
 * thread-safe.
 */
final class Consent implements Confirmation {

    private final Terminal terminal;
    private final Optional<Long> maxRows;
    private final Given given;
    private String refusal = "";

    /** Whether consent was given on the command line. */
    enum Given {
        BEFOREHAND,
        NOT_YET
    }

    Consent(Terminal terminal, Optional<Long> maxRows, Given given) {
        this.terminal = terminal;
        this.maxRows = maxRows;
        this.given = given;
    }

    @Override
    public Decision decide(long rows) {
        String count = String.format(Locale.ROOT, "%,d", rows);
        if (maxRows.isPresent() && rows > maxRows.get()) {
            return decline(count + " rows would be sent, more than --max-rows " + maxRows.get()
                    + " allows. Nothing was sent. If the file is right, raise --max-rows.");
        }
        if (given == Given.BEFOREHAND) {
            return Decision.SEND;
        }
        if (!terminal.canAsk()) {
            return decline(count + " rows would be deleted for good, and nobody can be asked here. Nothing was sent."
                    + " Add --yes to go on.");
        }
        terminal.screen().line(count + " conversations are about to be deleted for good.");
        terminal.screen().line("Type the number of rows (" + rows + ") to go on, anything else to leave them:");
        return readLine().replaceAll("[ ,.']", "").equals(Long.toString(rows))
                ? Decision.SEND
                : decline("Not confirmed. Nothing was sent; the same command asks again.");
    }

    /** Why nothing was sent. */
    String refusal() {
        return refusal;
    }

    private Decision decline(String why) {
        refusal = why;
        return Decision.DECLINE;
    }

    private String readLine() {
        try {
            String line = new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line.strip();
        } catch (IOException e) {
            throw new UncheckedIOException("the answer could not be read", e);
        }
    }
}
