package io.conversationcleanup.cli;

import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.model.Wording;
import io.conversationcleanup.report.Reports;
import io.conversationcleanup.runs.RunAdmin;
import io.conversationcleanup.runs.RunView;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Removes finished runs from the repository. */
@Command(
        name = "forget",
        description = {
            "Removes finished runs from the repository; report files stay.",
            "One run, or all that ended long ago: their rows, what became of them, and Spring",
            "Batch's records. A run that is forgotten no longer keeps the run command from",
            "sending the same file again.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  conversation-cleanup forget account-deletion-20261120-093000",
            "  conversation-cleanup forget --older-than 30d --yes"
        })
final class ForgetCommand extends Subcommand {

    @Parameters(
            arity = "0..1",
            paramLabel = "RUN",
            description = {"The run's name, or as much of it as no other begins", "with."})
    private @Nullable String run;

    @Option(
            names = "--older-than",
            paramLabel = "AGE",
            description = "All runs that ended so long ago: 30d, 12h or 90m.")
    private @Nullable String age;

    @Option(
            names = "--unfinished",
            description = {"Unfinished runs too, whose rows that are left will", "then not be sent."})
    private boolean unfinished;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Override
    ExitCode run() {
        if ((run == null) == (age == null)) {
            throw CommandFailedException.usage("Give either a RUN or --older-than AGE, such as 30d.");
        }
        List<RunView> meant = run == null
                ? old(SharedOptions.age("--older-than", age).orElseThrow())
                : List.of(mustBeForgettable(context.one(run)));
        if (meant.isEmpty()) {
            context.print("No " + (unfinished ? "" : "finished ") + "run is older than " + age + ".");
            return ExitCode.OK;
        }
        tell(meant);
        if (!yes && !confirmed()) {
            return ExitCode.NOT_CONFIRMED;
        }
        boolean all = true;
        for (RunView each : meant) {
            boolean forgotten = context.at(admin -> admin.forget(each));
            if (forgotten) {
                each.reports().ifPresent(Reports::removeLeftovers);
            }
            all = all && forgotten;
            context.print(
                    forgotten
                            ? "Run " + each.id() + " is forgotten."
                            : "Run " + each.id() + " is being worked on by now and was left as it is.");
        }
        return all ? ExitCode.OK : ExitCode.IN_USE;
    }

    /**
     * The time that this machine has counted since boot protects younger runs from a clock that was set ahead. After a
     * reboot only the clock is left: the newest time in an unused repository would keep its last runs forever.
     */
    private List<RunView> old(Duration age) {
        var limit = context.clock().instant().minus(age);
        List<RunView> byClock = context.all().stream()
                .filter(view -> !view.isLive())
                .filter(view -> view.summary()
                        .endedAt()
                        .orElse(view.summary().startedAt())
                        .isBefore(limit))
                .toList();
        List<RunView> all = byClock.isEmpty() ? byClock : context.at(admin -> notYounger(admin, byClock, age));
        if (all.size() < byClock.size()) {
            tellOfTheClock(byClock.stream().filter(view -> !all.contains(view)).toList());
        }
        List<RunView> meant = all.stream()
                .filter(view -> unfinished || view.summary().isClosed())
                .toList();
        if (meant.size() < all.size()) {
            context.note(Wording.count(all.size() - meant.size(), "unfinished run")
                    + " as old left as they are; --unfinished means them too.");
        }
        return meant;
    }

    private static List<RunView> notYounger(RunAdmin admin, List<RunView> views, Duration age) {
        return views.stream().filter(view -> !admin.isYounger(view, age)).toList();
    }

    private void tellOfTheClock(List<RunView> younger) {
        Screen screen = context.screen();
        screen.line(
                "Not removed: " + Wording.count(younger.size(), "run") + " older than " + age + " by the clock alone.");
        screen.line("This machine has counted less time since then, so its clock was set ahead. To remove one: "
                + context.command("forget " + younger.get(0).id()));
    }

    private RunView mustBeForgettable(RunView view) {
        if (view.isLive()) {
            throw CommandFailedException.inUse("Run " + view.id() + " is going on, worked on by " + view.who()
                    + ". Nothing was changed. Stop it" + " first: " + context.command("stop " + view.id()));
        }
        if (!unfinished && !view.summary().isClosed()) {
            long left = view.outstanding();
            throw new CommandFailedException(
                    ExitCode.NOT_CONFIRMED,
                    "Run " + view.id() + " is unfinished, with " + Wording.count(left, "row")
                            + " left, which would not be sent. Nothing was changed. Add --unfinished to forget it all the"
                            + " same.");
        }
        return view;
    }

    private void tell(List<RunView> meant) {
        Screen screen = context.screen();
        screen.line("To be forgotten, with what became of each row; report files stay:");
        meant.forEach(view -> screen.line(
                "  " + view.id() + ", " + view.summary().status() + ", " + Wording.count(view.total(), "row")));
    }

    private boolean confirmed() {
        if (!context.terminal().canAsk()) {
            context.note("Nobody can be asked here. Nothing was changed. Add --yes to go on.");
            return false;
        }
        context.note("Type yes to go on, anything else to leave them:");
        if (context.terminal().readLine().equals("yes")) {
            return true;
        }
        context.note("Not confirmed. Nothing was changed.");
        return false;
    }
}
