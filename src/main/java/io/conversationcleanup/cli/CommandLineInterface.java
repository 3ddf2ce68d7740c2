package io.conversationcleanup.cli;

import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.model.SystemText;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** Reads the arguments, runs the command, ends the process. Not thread-safe: there is one. */
public final class CommandLineInterface {

    private final Application application;
    private final Consumer<Verbosity> logging;
    private final Waiting waiting;

    /**
     * The command line of an application.
     *
     * @param logging told before a command begins how much to log
     */
    public CommandLineInterface(Application application, Consumer<Verbosity> logging) {
        this(application, logging, Waiting.REAL);
    }

    /** The same with waits of another time. */
    CommandLineInterface(Application application, Consumer<Verbosity> logging, Waiting waiting) {
        this.application = application;
        this.logging = logging;
        this.waiting = waiting;
    }

    /** How much to log. */
    public enum Verbosity {
        /** What a user has to know. */
        NORMAL,
        /** What helps to find a fault. */
        VERBOSE
    }

    /** Runs the command on the process's own streams and ends the process with the command's exit code. */
    public void runAndExit(String... args) {
        FileOutputStream error = new FileOutputStream(FileDescriptor.err);
        LogFormat format = LogFormat.asked(args);
        UncaughtFailure.endsThisProcess(error, format);
        Screen screen = screen(error, format);
        // Logs and whatever libraries print there must not break the live line.
        System.setErr(screen.stream());
        Terminal terminal = new Terminal(
                StandardInput.ofThisProcess(),
                new StandardOutput(new FileOutputStream(FileDescriptor.out)),
                screen,
                System.getenv(),
                Ttys.isTerminal(Ttys.Stream.INPUT) && screen.isLive(),
                Ttys.isTerminal(Ttys.Stream.OUTPUT));
        StopSignals signals = StopSignals.ofThisProcess(screen);
        if (SystemText.isDamaged(System.getProperty("user.dir", ""))) {
            screen.error("The name of the working directory cannot be read, so no file in it can be opened. Nothing was"
                    + " changed. " + SystemText.remedy());
            System.exit(ExitCode.SETTINGS.number());
        }
        System.exit(signals.exitCode(run(terminal, signals, args)));
    }

    private static Screen screen(FileOutputStream error, LogFormat format) {
        if (format == LogFormat.JSON) {
            return Screen.log(LoggerFactory.getLogger(CommandLineInterface.class));
        }
        return Ttys.isTerminal(Ttys.Stream.ERROR) ? Screen.terminal(error, Ttys::columns) : Screen.plain(error);
    }

    /** Runs the command and gives back its exit code; no signal reaches it. */
    int run(Terminal terminal, String... args) {
        return run(terminal, new StopSignals(terminal.screen()::line, code -> {}, code -> {}, () -> 0), args);
    }

    private int run(Terminal terminal, StopSignals signals, String... args) {
        Optional<String> damaged = damagedArgument(List.of(args));
        if (damaged.isPresent()) {
            terminal.screen().error(damaged.get());
            return ExitCode.USAGE.number();
        }
        RootCommand root = new RootCommand();
        RunsAtHand runs = new RunsAtHand(application, terminal, root);
        PrintWriter errors = new PrintWriter(terminal.screen().errors(), true, StandardCharsets.UTF_8);
        Clock clock = Clock.system(ZoneId.systemDefault());
        CommandLine line = new CommandLine(root)
                .addSubcommand(new RunCommand(runs, application, terminal, signals, clock, waiting))
                .addSubcommand(new PlanCommand(runs, application, terminal, clock))
                .addSubcommand(new ResumeCommand(runs, application, signals, clock))
                .addSubcommand(new AbandonCommand(runs, application, clock))
                .addSubcommand(new RerunCommand(runs, application, signals))
                .addSubcommand(new StatusCommand(runs, application, waiting))
                .addSubcommand(new StopCommand(runs, waiting))
                .addSubcommand(new RateCommand(runs, application, waiting))
                .addSubcommand(new PauseCommand(runs, waiting))
                .addSubcommand(new UnpauseCommand(runs, waiting))
                .addSubcommand(new ReportCommand(runs, application))
                .addSubcommand(new FindCommand(runs))
                .addSubcommand(new ForgetCommand(runs, Clock.systemUTC()))
                .addSubcommand(new SimulateCommand(terminal))
                .addSubcommand(new ExplainCommand(application, terminal))
                .addSubcommand(new VerifyCommand(terminal))
                .addSubcommand(new CompletionCommand(terminal))
                .setOut(terminal.out())
                .setErr(errors)
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(parsed -> {
                    logging.accept(root.options().verbose() ? Verbosity.VERBOSE : Verbosity.NORMAL);
                    return new CommandLine.RunLast().execute(parsed);
                })
                .setParameterExceptionHandler((exception, arguments) -> wrongArguments(exception, errors))
                .setExecutionExceptionHandler((exception, command, parsed) -> {
                    errors.println(Failures.text(exception));
                    return Failures.exitCode(exception).number();
                });
        line.registerConverter(Integer.class, text -> wholeNumber(text, Integer::valueOf));
        line.registerConverter(int.class, text -> wholeNumber(text, Integer::valueOf));
        line.registerConverter(Long.class, text -> wholeNumber(text, Long::valueOf));
        line.registerConverter(long.class, text -> wholeNumber(text, Long::valueOf));
        try {
            return withOutput(line.execute(args), terminal, errors);
        } catch (Error e) {
            // Left to the machine it would end with 1, which says that some rows failed.
            errors.println(Failures.text(e));
            return ExitCode.INTERNAL.number();
        }
    }

    /** What to say of an argument that is not what was typed: no id, name or path in it could be trusted. */
    private static Optional<String> damagedArgument(List<String> args) {
        return IntStream.range(0, args.size())
                .filter(place -> SystemText.isDamaged(args.get(place)))
                .mapToObj(place -> "Argument " + (place + 1) + " has characters that cannot be read"
                        // The URL of a repository may hold a password.
                        + (args.get(place).contains("jdbc:") ? "" : ": " + args.get(place))
                        + "\nNothing was done. " + SystemText.remedy())
                .findFirst();
    }

    /** Tells of output that was lost, unless the command has done so. */
    private static int withOutput(int code, Terminal terminal, PrintWriter errors) {
        if (code != ExitCode.OUTPUT.number()) {
            terminal.out().failure().ifPresent(failure -> errors.println(Terminal.unwritten(failure)));
        }
        return terminal.exitCode(code);
    }

    private static <N extends Number> N wholeNumber(String text, Function<String, N> parse) {
        try {
            return parse.apply(text);
        } catch (NumberFormatException e) {
            throw new CommandLine.TypeConversionException("'" + text + "' is no whole number, or too large");
        }
    }

    private static int wrongArguments(CommandLine.ParameterException exception, PrintWriter errors) {
        CommandLine command = exception.getCommandLine();
        StringWriter suggestions = new StringWriter();
        CommandLine.UnmatchedArgumentException.printSuggestions(exception, new PrintWriter(suggestions));
        errors.println(exception.getMessage()
                + "\n"
                + suggestions
                + "Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE.number();
    }
}
