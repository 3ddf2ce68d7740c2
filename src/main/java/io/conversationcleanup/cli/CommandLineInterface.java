package io.conversationcleanup.cli;

import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.model.SystemText;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** Parses the arguments, runs the command and ends the process. Not thread-safe. */
public final class CommandLineInterface {

    private final Application application;
    private final Consumer<Verbosity> logging;
    private final Consumer<Duration> pause;
    private final Failures failures;

    /** Creates the command line; {@code logging} receives the verbosity before a command starts. */
    public CommandLineInterface(Application application, Consumer<Verbosity> logging) {
        this(application, logging, CommandLineInterface::sleep);
    }

    CommandLineInterface(Application application, Consumer<Verbosity> logging, Consumer<Duration> pause) {
        this.application = application;
        this.logging = logging;
        this.pause = pause;
        this.failures = new Failures(application::isOfRepository);
    }

    /** Sleeps while waiting for another process. */
    public static void sleep(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException(ExitCode.INTERNAL, "Interrupted while waiting for another process.");
        }
    }

    public enum Verbosity {
        NORMAL,
        VERBOSE
    }

    /** Runs the command on the standard streams of the process and exits with the command's code. */
    public void runAndExit(String... args) {
        FileOutputStream error = new FileOutputStream(FileDescriptor.err);
        LogFormat format = LogFormat.asked(args);
        UncaughtFailure.endsThisProcess(error, format, failures);
        Screen screen = screen(error, format);
        // Logs and output of libraries must not break the live line.
        System.setErr(screen.stream());
        Terminal terminal = new Terminal(
                StandardStreams.input(),
                new Terminal.Output(new FileOutputStream(FileDescriptor.out)),
                screen,
                System.getenv(),
                StandardStreams.isTerminal(StandardStreams.Name.INPUT) && screen.isLive(),
                StandardStreams.isTerminal(StandardStreams.Name.OUTPUT));
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
        return StandardStreams.isTerminal(StandardStreams.Name.ERROR)
                ? Screen.terminal(error, StandardStreams::columns)
                : Screen.plain(error);
    }

    /** Runs the command without signal handling and returns its exit code. */
    int run(Terminal terminal, String... args) {
        return run(terminal, new StopSignals(terminal.screen()::line, code -> {}, code -> {}, () -> 0), args);
    }

    private int run(Terminal terminal, StopSignals signals, String... args) {
        Optional<String> damaged = damagedArgument(List.of(args));
        if (damaged.isPresent()) {
            terminal.screen().error(damaged.get());
            return ExitCode.USAGE.number();
        }
        PrintWriter errors = new PrintWriter(terminal.screen().errors(), true, StandardCharsets.UTF_8);
        CommandLine line = commandLine(terminal, signals, errors);
        try {
            return withOutput(line.execute(args), terminal, errors);
        } catch (Error e) {
            // An uncaught exception would end the JVM with 1, which means that some rows failed.
            errors.println(failures.text(e));
            return ExitCode.INTERNAL.number();
        }
    }

    private CommandLine commandLine(Terminal terminal, StopSignals signals, PrintWriter errors) {
        Clock clock = Clock.system(ZoneId.systemDefault());
        RootCommand root = new RootCommand();
        CommandContext context = new CommandContext(application, failures, terminal, signals, root, clock, pause);
        CommandLine line = new CommandLine(root);
        for (Subcommand command : subcommands()) {
            command.context = context;
            line.addSubcommand(command);
        }
        line.setOut(terminal.out())
                .setErr(errors)
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(parsed -> {
                    logging.accept(root.options().verbose() ? Verbosity.VERBOSE : Verbosity.NORMAL);
                    return new CommandLine.RunLast().execute(parsed);
                })
                .setParameterExceptionHandler((exception, arguments) -> wrongArguments(exception, errors))
                .setExecutionExceptionHandler((exception, command, parsed) -> {
                    errors.println(failures.text(exception));
                    return Failures.exitCode(exception).number();
                });
        return line.registerConverter(Integer.class, text -> wholeNumber(text, Integer::valueOf))
                .registerConverter(int.class, text -> wholeNumber(text, Integer::valueOf))
                .registerConverter(Long.class, text -> wholeNumber(text, Long::valueOf))
                .registerConverter(long.class, text -> wholeNumber(text, Long::valueOf));
    }

    /** An annotation would change the order of the options in the help. */
    private static List<Subcommand> subcommands() {
        return List.of(
                new RunCommand(),
                new PlanCommand(),
                new ResumeCommand(),
                new AbandonCommand(),
                new RerunCommand(),
                new StatusCommand(),
                new StopCommand(),
                new SteeringCommand.Rate(),
                new SteeringCommand.Pause(),
                new SteeringCommand.Unpause(),
                new ReportCommand(),
                new FindCommand(),
                new ForgetCommand(),
                new SimulateCommand(),
                new ExplainCommand(),
                new VerifyCommand(),
                new CompletionCommand());
    }

    /** An argument with lost characters makes ids, names and paths unreliable. */
    private static Optional<String> damagedArgument(List<String> args) {
        return IntStream.range(0, args.size())
                .filter(place -> SystemText.isDamaged(args.get(place)))
                .mapToObj(place -> "Argument " + (place + 1) + " has characters that cannot be read"
                        // The URL of a repository may hold a password.
                        + (args.get(place).contains("jdbc:") ? "" : ": " + args.get(place))
                        + "\nNothing was done. " + SystemText.remedy())
                .findFirst();
    }

    /** Reports lost output, unless the command has reported it already. */
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
