package io.conversationcleanup.ledger;

import io.conversationcleanup.model.Mandate;
import io.conversationcleanup.model.RunIdentity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A run about to be entered into the ledger. Immutable.
 *
 * @param id the name that people type
 * @param identity what it is a run of
 * @param provider the provider's name in job files and reports
 * @param operation the operation's name in job files and reports
 * @param inputFile the input as it was named
 * @param columns the input's own columns in their order, those that begin with {@code _} left out
 * @param staging the settings that decide what a line means, as one text: if they change, the rows staged before do not
 * @param ratePerSecond the ceiling in calls a second; infinite if unlimited
 * @param startedAt when it was first started
 * @param mandate on whose word
 * @param parent the run some of whose rows it sends again; empty if its rows come from a file
 */
public record NewRun(
        String id,
        RunIdentity identity,
        String provider,
        String operation,
        String inputFile,
        List<InputColumn> columns,
        String staging,
        double ratePerSecond,
        Instant startedAt,
        Mandate mandate,
        Optional<String> parent) {

    public NewRun {
        columns = List.copyOf(columns);
    }
}
