package io.conversationcleanup.plan;

import io.conversationcleanup.definition.JobDefinition;
import io.conversationcleanup.intake.InputSurvey;
import io.conversationcleanup.intake.InputWarnings;
import io.conversationcleanup.intake.RowReader;
import io.conversationcleanup.intake.UnusableInputException;
import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.ConversationRules.ClearRamble;
import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.model.Wording;
import io.conversationcleanup.plan.Plan.Counts;
import io.conversationcleanup.plan.Plan.History;
import io.conversationcleanup.plan.Plan.History.Earlier;
import io.conversationcleanup.plan.Plan.Target;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Makes plans. Stateless, hence thread-safe. */
public final class Planner {

    /** An input this many times larger than any before may be the wrong file. */
    private static final int FAR_MORE = 3;

    private Planner() {}

    /**
     * Plans a run of this input, which it reads to the end.
     *
     * @throws UnusableInputException if the input cannot be read or has changed since the survey
     */
    public static Plan plan(InputSurvey survey, JobDefinition definition, History history) {
        return plan(survey, target(definition), history);
    }

    static Plan plan(InputSurvey survey, Target target, History history) {
        Fingerprints fingerprints = new Fingerprints(target);
        InputWarnings warnings = new InputWarnings(survey, InputWarnings.Ids.SHOWN);
        RowCount rows = new RowCount(fingerprints, warnings, survey.rows());
        try (RowReader reader = RowReader.open(survey, target.rules(), 0)) {
            for (var row = reader.next(); row.isPresent(); row = reader.next()) {
                rows.add(row.get());
            }
        }
        return new Plan(
                fingerprints.id(),
                target,
                survey.file().name(),
                survey.sha256(),
                rows.counts(),
                rows.firstToSend(),
                rows.firstRejected(),
                history.unfinished(),
                warnings(rows, warnings.sentences(), target, history));
    }

    /** Fails unless the input still has the plan with this id. */
    public static void require(String id, JobDefinition definition, InputSurvey survey) {
        Plan now = plan(survey, definition, History.NONE);
        if (now.id().equalsIgnoreCase(id.strip())) {
            return;
        }
        Target target = now.target();
        throw new CommandFailedException(
                ExitCode.NOT_CONFIRMED,
                String.format(
                        Locale.ROOT,
                        "This is not plan %s. Nothing was sent.%nNow it comes to plan %s: %,d rows of %s, %,d of them to"
                                + " send, with %s %s, app %s, at %s, defaults %s.%nWhat was planned had other conversations,"
                                + " another order of them, or another of these. Look at it with the plan command.",
                        id.strip(),
                        now.id(),
                        now.counts().total(),
                        now.file(),
                        now.counts().toSend(),
                        target.provider(),
                        target.operation(),
                        target.app(),
                        target.endpoint(),
                        target.defaults()));
    }

    private static Target target(JobDefinition definition) {
        return new Target(
                definition.name(),
                definition.provider().name(),
                definition.operation().name(),
                definition.app(),
                definition.endpoint().uri().map(URI::toString).orElse("simulator"),
                "type "
                        + definition
                                .defaults()
                                .type()
                                .map(type -> type.name().toLowerCase(Locale.ROOT))
                                .orElse("none")
                        + ", clearRamble " + (definition.defaults().clearRamble() ? 1 : 0)
                        + (definition.input().acceptOddIds() ? ", odd ids accepted" : ""),
                definition.operation().rules(),
                definition.callsPerSecond(),
                definition.warnings());
    }

    private static List<String> warnings(RowCount rows, List<String> ofInput, Target target, History history) {
        List<String> warnings = new ArrayList<>();
        history.sameContent().ifPresent(earlier -> warnings.add(earlier(earlier)));
        Counts counts = rows.counts();
        if (history.largest() > 0 && counts.total() > FAR_MORE * history.largest()) {
            warnings.add("The input has " + Wording.count(counts.total(), "row") + ", more than " + FAR_MORE
                    + " times as many as the largest earlier run of this job (" + Wording.count(history.largest())
                    + "). Is it the right file?");
        }
        warnings.addAll(ofInput);
        target.warnings().forEach(warning -> warnings.add(sentence(warning)));
        if (counts.clearRamble() > 0 && target.rules().clearRamble() == ClearRamble.IGNORED) {
            warnings.add(
                    "clearRamble, asked for by " + Wording.count(counts.clearRamble(), "row") + ", has no meaning for "
                            + target.provider() + ": the conversations are deleted, the stored messages stay.");
        } else {
            addClearRamble(rows, warnings);
        }
        if (rows.oneSided() > 0) {
            warnings.add(Wording.count(rows.oneSided(), "one-to-one conversation")
                    + (rows.oneSided() == 1 ? " is" : " are")
                    + " deleted on one side alone: the peer keeps its own. To clear both, give a second row with user and"
                    + " peer exchanged.");
        }
        if (rows.withSelf() > 0) {
            warnings.add(Wording.count(rows.withSelf(), "row") + (rows.withSelf() == 1 ? " names" : " name")
                    + " a conversation of a user with the same user; sent all the same.");
        }
        return warnings;
    }

    private static void addClearRamble(RowCount rows, List<String> warnings) {
        if (rows.clearRambleOfGroups() > 0) {
            warnings.add(Wording.count(rows.clearRambleOfGroups(), "group row")
                    + (rows.clearRambleOfGroups() == 1 ? " asks" : " ask")
                    + " for clearRamble: the provider does not document what that does in a group, whose messages its"
                    + " members share.");
        }
        if (rows.otherClearRamble() > 0) {
            warnings.add(Wording.count(rows.otherClearRamble(), "duplicate")
                    + (rows.otherClearRamble() == 1 ? " asks" : " ask")
                    + " for another clearRamble than the row repeated; the first one counts.");
        }
    }

    private static String earlier(Earlier earlier) {
        if (earlier.workedOnBy().isPresent()) {
            return "Run " + earlier.run() + " of this job and content is going on, worked on by "
                    + earlier.workedOnBy().get() + ": run would end with 5.";
        }
        String state = "Run " + earlier.run() + " of this job and content ";
        if (earlier.closed() && !earlier.status().finished()) {
            return state + "was " + earlier.reason().orElse("abandoned")
                    + ": run sends none of its rows, unless it is told --fresh.";
        }
        return earlier.closed()
                ? state + "ended " + earlier.status() + ": run has nothing left to do, unless it is told --fresh."
                : state + "is unfinished, with " + Wording.count(earlier.left(), "row") + " left: run goes on with it.";
    }

    private static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
    }
}
