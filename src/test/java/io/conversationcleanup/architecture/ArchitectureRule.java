package io.conversationcleanup.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.conversationcleanup.architecture.ProductPackage.APP;
import static io.conversationcleanup.architecture.ProductPackage.CLI;
import static io.conversationcleanup.architecture.ProductPackage.DISPATCH;
import static io.conversationcleanup.architecture.ProductPackage.JOB;
import static io.conversationcleanup.architecture.ProductPackage.LEDGER_JDBC;
import static io.conversationcleanup.architecture.ProductPackage.PROVIDER;
import static io.conversationcleanup.architecture.ProductPackage.PROVIDER_HTTP;
import static io.conversationcleanup.architecture.ProductPackage.REPOSITORY;
import static io.conversationcleanup.architecture.ProductPackage.SIMULATOR;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import io.conversationcleanup.dispatch.StopSwitch;
import io.conversationcleanup.lease.ProcessIdentity;
import java.net.URLConnection;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.slf4j.Logger;

/**
 * A rule that the main code keeps.
 *
 * @param name also the folder of its bad code, in the test resources, {@code architecture}
 */
record ArchitectureRule(String name, ArchRule rule) {

    static final List<ArchitectureRule> ALL = List.of(
            new ArchitectureRule("packages-stand-in-the-table", classes().should(Conditions.standInTheTable())),
            new ArchitectureRule("arrows-point-down", classes().should(Conditions.knowOnlyWhatTheTableAllows())),
            new ArchitectureRule(
                    "no-cycles",
                    slices().matching(ProductPackage.BASE + ".(**)").should().beFreeOfCycles()),
            new ArchitectureRule(
                    "no-circles-of-classes",
                    slices().assignedFrom(Conditions.OUTERMOST_CLASSES).should().beFreeOfCycles()),
            new ArchitectureRule(
                    "providers-are-strangers",
                    slices().matching(PROVIDER.packageName() + ".(*)..")
                            .should()
                            .notDependOnEachOther()
                            .ignoreDependency(alwaysTrue(), resideInAPackage(PROVIDER_HTTP.packageName()))),
            new ArchitectureRule(
                    "dispatch-knows-no-provider",
                    noClasses()
                            .that()
                            .resideInAPackage(DISPATCH.packageName())
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage(PROVIDER.packageName() + ".(*)..")),
            new ArchitectureRule(
                    "spring-batch-only-in-job", only(resideInAPackage("org.springframework.batch.."), JOB, APP)),
            new ArchitectureRule(
                    "spring-only-in-its-places",
                    only(resideInAPackage("org.springframework.."), APP, JOB, LEDGER_JDBC, REPOSITORY)),
            new ArchitectureRule(
                    "http-client-only-in-provider-http",
                    only(resideInAPackage("java.net.http..").or(assignableTo(URLConnection.class)), PROVIDER_HTTP)),
            new ArchitectureRule(
                    "netty-only-in-its-places", only(resideInAPackage("io.netty.."), PROVIDER_HTTP, SIMULATOR)),
            new ArchitectureRule(
                    "sql-only-in-its-places",
                    only(resideInAnyPackage("java.sql..", "javax.sql.."), LEDGER_JDBC, REPOSITORY, APP)),
            new ArchitectureRule("time-is-an-argument", handedIn("the machine's time", MachineAccess.CLOCK)),
            new ArchitectureRule("wall-clock-in-named-classes", wallClockInNamedClasses()),
            new ArchitectureRule("sleep-is-an-argument", handedIn("a sleep", MachineAccess.SLEEP)),
            new ArchitectureRule(
                    "randomness-is-an-argument", handedIn("a source of randomness", MachineAccess.RANDOMNESS)),
            new ArchitectureRule(
                    "console-only-in-cli",
                    noClasses()
                            .that()
                            .resideOutsideOfPackage(CLI.packageName())
                            .should()
                            .accessTargetWhere(
                                    target("is the console or the end of the process", MachineAccess.CONSOLE))),
            new ArchitectureRule(
                    "names-say-something", noClasses().should().haveNameMatching(".*(Impl|Manager|Helper|Utils?)")),
            new ArchitectureRule("packages-are-null-marked", classes().should(Conditions.resideInANullMarkedPackage())),
            new ArchitectureRule(
                    "loggers-are-private-constants",
                    fields().that()
                            .haveRawType(assignableTo(Logger.class))
                            .should()
                            .bePrivate()
                            .andShould()
                            .beStatic()
                            .andShould()
                            .beFinal()));

    @Override
    public String toString() {
        return name;
    }

    private static ArchRule only(DescribedPredicate<JavaClass> library, ProductPackage... places) {
        String[] allowed =
                Arrays.stream(places).map(ProductPackage::packageName).toArray(String[]::new);
        return noClasses().that().resideOutsideOfPackages(allowed).should().dependOnClassesThat(library);
    }

    /** The classes that read the wall clock, which may step, and why they may. What is compared or waited for goes by another. */
    private static final Map<String, String> READ_THE_WALL_CLOCK = Map.ofEntries(
            Map.entry("model.SteadyClock", "reads it once for all that is compared"),
            Map.entry("app.RepositoryConfiguration", "hands it to the steady clock of the process"),
            Map.entry("app.SendingStack", "hands it to the clock of signatures, and to reports"),
            Map.entry("cli.CommandLineInterface", "hands it to the commands below"),
            Map.entry("cli.JobOptions", "the date in the name of an input"),
            Map.entry("cli.PlanCommand", "the time of a plan, which is shown"),
            Map.entry("cli.ResumeCommand", "the age of unfinished runs, over which a person is called"),
            Map.entry("runs.RunAdmin", "the end of a run that is abandoned"),
            Map.entry("cli.ForgetCommand", "the age of runs, besides what the machine has counted"),
            Map.entry(
                    "telemetry.RunMeters", "when a command began, showed its last heartbeat and ended, which is shown"),
            Map.entry("cli.Inbox$Look", "whether a file has changed, compared with itself alone"),
            Map.entry("cli.ReportCommand", "hands it to reports"),
            Map.entry("cli.ForegroundRun", "hands it to metrics"),
            Map.entry("cli.SimulateCommand", "hands it to the simulator"),
            Map.entry("dispatch.Sender", "when a row was answered, which is shown"),
            Map.entry("job.RunStart", "when a run began, which is shown, and its name"),
            Map.entry("job.BatchLaunch", "when a run ended, which is shown"),
            Map.entry("job.ReportTasklet", "when a run ended, which is shown"),
            Map.entry("job.RunTimeline", "when something happened, which is shown"),
            Map.entry("job.StaleExecutions", "when an execution ended, for Spring Batch's tables"),
            Map.entry("report.Reports", "when reports were written, which is shown"),
            Map.entry("simulator.RequestHandler", "the provider's side, which goes by its own clock"));

    private static ArchRule wallClockInNamedClasses() {
        return noClasses()
                .that(describe(
                        "are not named to",
                        type -> READ_THE_WALL_CLOCK.keySet().stream()
                                .noneMatch(name -> type.getName().equals(ProductPackage.BASE + "." + name))))
                .should()
                .accessTargetWhere(target("is the wall clock", MachineAccess.WALL_CLOCK));
    }

    /** What only the composition root, the command line, {@link StopSwitch.SystemTime} and {@link ProcessIdentity} take from the machine. */
    private static ArchRule handedIn(String what, Predicate<AccessTarget> machine) {
        DescribedPredicate<JavaClass> takers = resideInAnyPackage(APP.packageName(), CLI.packageName())
                .or(equivalentTo(StopSwitch.SystemTime.class))
                .or(equivalentTo(ProcessIdentity.class));
        return noClasses()
                .that(DescribedPredicate.not(takers))
                .should()
                .accessTargetWhere(target("is " + what, machine))
                .as("only app, cli, SystemTime and ProcessIdentity should take " + what + " themselves");
    }

    private static DescribedPredicate<JavaAccess<?>> target(String description, Predicate<AccessTarget> target) {
        return describe(description, access -> target.test(access.getTarget()));
    }
}
