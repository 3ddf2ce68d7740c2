package io.conversationcleanup.app;

import io.conversationcleanup.cli.CommandFailedException;
import io.conversationcleanup.cli.ExitCode;
import io.conversationcleanup.definition.JobDefinition;
import io.conversationcleanup.intake.InputSurvey;
import io.conversationcleanup.job.RunDesk;
import io.conversationcleanup.ledger.RunIdentity;
import io.conversationcleanup.plan.History;
import io.conversationcleanup.plan.History.Earlier;
import io.conversationcleanup.plan.Plan;
import io.conversationcleanup.plan.Planner;
import io.conversationcleanup.plan.Target;
import io.conversationcleanup.report.RunView;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes plans of jobs, and holds a run to one. Stateless, hence thread-safe. */
final class Planning {

    private Planning() {}

    static Plan plan(JobDefinition definition, InputSurvey survey, History history) {
        return Planner.plan(survey, target(definition), history);
    }

    /** What the repository knows of the job and of its run over this content. */
    static History history(RunDesk desk, RunIdentity identity) {
        long largest = desk.runs().stream()
                .filter(run -> run.summary().job().equals(identity.job()))
                .mapToLong(run -> run.summary().rows().total())
                .max()
                .orElse(0);
        Optional<RunView> same = desk.latest(identity);
        List<Earlier> unfinished = desk.unfinished(Optional.of(identity.job())).stream()
                .filter(run -> !same.map(RunView::id).equals(Optional.of(run.id())))
                .map(Planning::earlier)
                .toList();
        return new History(unfinished, same.map(Planning::earlier), largest);
    }

    /**
     * Refuses to go on unless the input comes to the plan of this id.
     *
     * @throws CommandFailedException if it comes to another
     */
    static void require(String id, JobDefinition definition, InputSurvey survey) {
        Plan now = plan(definition, survey, History.NONE);
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

    private static Earlier earlier(RunView run) {
        return new Earlier(
                run.id(),
                run.summary().status(),
                run.summary().isClosed(),
                run.summary().rows().outstanding(),
                run.whyUnfinished(),
                run.isLive() ? Optional.of(run.who()) : Optional.empty());
    }

    private static Target target(JobDefinition definition) {
        return new Target(
                definition.name(),
                definition.provider().name(),
                definition.operation().name(),
                ProviderSide.app(definition),
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
                definition.limits().rate().perSecond().orElse(Double.POSITIVE_INFINITY),
                definition.warnings());
    }
}
