package io.conversationcleanup.cli;

import io.conversationcleanup.report.Summary;
import io.conversationcleanup.report.Wording;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The command that sends again what a run could not do. Stateless, hence thread-safe. */
final class RerunHint {

    private RerunHint() {}

    /** The line to paste; empty if the run is not finished, or has nothing that is worth another try. */
    static Optional<String> of(Summary summary, UnaryOperator<String> command) {
        long retryable = summary.rows().retryable();
        return summary.status().finished() && retryable > 0
                ? Optional.of("  Again:  " + command.apply("rerun " + summary.run()) + "  ("
                        + Wording.count(retryable, "retryable row") + ")")
                : Optional.empty();
    }
}
