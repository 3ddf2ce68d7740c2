package io.conversationcleanup.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What a person is told who wants a run that another process works on. Stateless. */
public final class InUse {

    private InUse() {}

    /** That another process has taken a run over, and has ended. */
    static String takenOver(String run) {
        return "This process was suspended for too long, and another one took run " + run
                + " over. That one has ended.\nFor its result: conversation-cleanup status " + run;
    }

    /**
     * Who has the run, and what can be done about it.
     *
     * @param run the run's name, or its job's
     * @param who the other
     * @param since when it began
     */
    public static String text(String run, String who, Instant since) {
        return "Run " + run + " is being worked on by " + who + ", since " + since.truncatedTo(ChronoUnit.SECONDS)
                + ".\nTo watch it: conversation-cleanup status " + run
                + "\nTo stop it:  conversation-cleanup stop " + run
                + "\nThen give the same command again.";
    }
}
