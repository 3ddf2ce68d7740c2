package io.conversationcleanup.cli;

import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.model.SystemText;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Resolves an input path with dates, <code>${date}</code>, <code>${date-1d}</code>, <code>${date:yyyyMMdd}</code> or
 * both, and wildcards {@code * ? [...]}, which must match exactly one file. Stateless.
 */
final class InputPath {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}?");
    private static final Pattern REST = Pattern.compile("(?:([+-]\\d{1,4})([dwm]))?(?::(.+))?");

    /** Allows year, month, day, quarter and text; other letters mean weeks, day counts or times. */
    private static final Pattern FORM = Pattern.compile("(?:[yuMLdEQq]|'[^']*'|[^A-Za-z'])+");

    private static final Pattern SHIFT = Pattern.compile("[+-]\\d+[dwm]");

    private static final Map<Character, String> NOT_CALENDAR = Map.of(
            'Y', "the year of the week, which is the wrong one around New Year; write y for the year",
            'D', "the day of the year; write d for the day of the month",
            'w', "the week of the year, which depends on the country",
            'W', "the week of the month, which depends on the country",
            'e', "the day of the week as a number, which depends on the country; write E for its name",
            'c', "the day of the week as a number, which depends on the country; write E for its name");

    private static final Pattern WILDCARD = Pattern.compile("[*?\\[]");
    private static final int MOST_NAMED = 5;

    private InputPath() {}

    /** Returns the path; fails unless dates are valid, wildcards match one file and the charset has all characters. */
    static Path resolve(String written, LocalDate today) {
        if (written.contains("${") && Files.exists(path(written))) {
            return path(written);
        }
        String name = dated(written, today);
        if (name.equals("-") || !WILDCARD.matcher(name).find() || Files.exists(path(name))) {
            return path(name);
        }
        List<Path> found = matches(name);
        if (found.size() == 1) {
            return nameable(found.get(0));
        }
        throw new CommandFailedException(
                ExitCode.INPUT,
                found.isEmpty()
                        ? "No file matches the input " + name + ". Nothing was sent."
                        : found.size() + " files match the input " + name + ", and it must be one: "
                                + found.stream()
                                        .limit(MOST_NAMED)
                                        .map(Path::toString)
                                        .collect(Collectors.joining(", "))
                                + (found.size() > MOST_NAMED ? ", ..." : "")
                                + ". Nothing was sent. Name one with --input.");
    }

    private static Path path(String name) {
        return SystemText.path(name)
                .orElseThrow(() -> new CommandFailedException(
                        ExitCode.INPUT,
                        "The input " + name + " cannot be opened under this name. Nothing was sent. "
                                + SystemText.remedy()));
    }

    /** No command could name this file again if its name has lost characters. */
    private static Path nameable(Path found) {
        if (SystemText.isDamaged(found.toString())) {
            throw new CommandFailedException(
                    ExitCode.INPUT,
                    "The input is " + found + ", whose name cannot be read. Nothing was sent. " + SystemText.remedy());
        }
        return found;
    }

    /** Returns the path; empty if it cannot be resolved, which matters only to a command that reads it. */
    static Optional<Path> resolveIfClear(String written, LocalDate today) {
        try {
            return Optional.of(resolve(written, today));
        } catch (CommandFailedException e) {
            return Optional.empty();
        }
    }

    private static String dated(String written, LocalDate today) {
        return PLACEHOLDER
                .matcher(written)
                .replaceAll(placeholder -> Matcher.quoteReplacement(filled(placeholder, written, today)));
    }

    private static String filled(MatchResult placeholder, String written, LocalDate today) {
        String words = placeholder.group(1);
        if (words.startsWith("date")) {
            return date(words.substring("date".length()), today)
                    .orElseThrow(() -> refused(written, " has " + placeholder.group() + notUnderstood(words)));
        }
        throw refused(written, " has " + placeholder.group() + ", which stands for nothing here");
    }

    private static String notUnderstood(String words) {
        String form = words.contains(":") ? words.substring(words.indexOf(':') + 1) : "";
        return form.replaceAll("'[^']*'", "")
                .chars()
                .mapToObj(letter -> (char) letter)
                .filter(NOT_CALENDAR::containsKey)
                .findFirst()
                .map(letter -> ", in which " + letter + " is " + NOT_CALENDAR.get(letter))
                .orElse(", a date that is not understood");
    }

    private static CommandFailedException refused(String written, String why) {
        return new CommandFailedException(
                ExitCode.SETTINGS,
                "The input " + written + why + ". Write ${date}, ${date-1d}, ${date:yyyyMMdd} or ${date-1m:yyyy-MM}:"
                        + " d is days, w weeks, m months.");
    }

    private static Optional<String> date(String rest, LocalDate today) {
        Matcher parts = REST.matcher(rest);
        if (!parts.matches()) {
            return Optional.empty();
        }
        LocalDate date =
                parts.group(1) == null ? today : moved(today, Integer.parseInt(parts.group(1)), parts.group(2));
        try {
            String pattern = parts.group(3) == null ? "yyyy-MM-dd" : parts.group(3);
            if (!FORM.matcher(pattern).matches() || SHIFT.matcher(pattern).lookingAt()) {
                return Optional.empty();
            }
            return Optional.of(DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(date));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static LocalDate moved(LocalDate today, int by, String unit) {
        return switch (unit) {
            case "d" -> today.plusDays(by);
            case "w" -> today.plusWeeks(by);
            default -> today.plusMonths(by);
        };
    }

    /** Matches element by element, as a shell does; a leading dot must be explicit. */
    private static List<Path> matches(String name) {
        Path written = path(name);
        Path root = written.getRoot();
        List<Path> found = List.of(root == null ? Path.of("") : root);
        for (Path element : written) {
            List<Path> next = new ArrayList<>();
            for (Path directory : found) {
                next.addAll(matches(directory, element.toString()));
            }
            found = next;
        }
        return found.stream().filter(Files::isRegularFile).sorted().toList();
    }

    private static List<Path> matches(Path directory, String element) {
        if (!WILDCARD.matcher(element).find()) {
            return List.of(directory.resolve(element));
        }
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, element.replace("{", "\\{"))) {
            for (Path file : files) {
                Path name = file.getFileName();
                if (element.startsWith(".") || !name.toString().startsWith(".")) {
                    found.add(directory.resolve(name));
                }
            }
        } catch (IOException e) {
            // A missing or unreadable directory has no usable file.
            return List.of();
        }
        return found;
    }
}
