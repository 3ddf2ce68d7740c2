package io.conversationcleanup.definition;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills in {@code ${NAME}}, {@code ${NAME:default}} and, for the secret, {@code ${file:/path}}. Immutable. */
final class Placeholders {

    private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";
    private static final Pattern VARIABLE = Pattern.compile("(" + NAME + ")(?::(.*))?", Pattern.DOTALL);
    private static final Pattern SECRET = Pattern.compile("\\$\\{(?:file:([^}]+)|(" + NAME + "))}");
    private static final int MAX_SECRET_BYTES = 65_536;

    private final Map<String, String> environment;

    Placeholders(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The text with every placeholder filled in, or empty once the problem is told. Values are not filled in again. */
    Optional<String> fill(String text, Consumer<String> problem) {
        return fill(text, inBraces -> false, problem);
    }

    /** The same, except for those placeholders, told by what is in their braces, that somebody else fills in. */
    Optional<String> fill(String text, Predicate<String> othersFillIn, Consumer<String> problem) {
        StringBuilder filled = new StringBuilder();
        List<String> missing = new ArrayList<>();
        int from = 0;
        for (int open = text.indexOf("${"); open >= 0; open = text.indexOf("${", from)) {
            int close = text.indexOf('}', open);
            if (close > 0 && othersFillIn.test(text.substring(open + 2, close))) {
                filled.append(text, from, close + 1);
                from = close + 1;
                continue;
            }
            Matcher variable = VARIABLE.matcher(close < 0 ? "" : text.substring(open + 2, close));
            Optional<String> malformed = malformed(variable, close);
            if (malformed.isPresent()) {
                problem.accept(malformed.get());
                return Optional.empty();
            }
            filled.append(text, from, open);
            variableOrDefault(variable).ifPresentOrElse(filled::append, () -> missing.add(variable.group(1)));
            from = close + 1;
        }
        if (!missing.isEmpty()) {
            problem.accept(notSet(missing));
            return Optional.empty();
        }
        return Optional.of(filled.append(text.substring(from)).toString());
    }

    private static Optional<String> malformed(Matcher variable, int close) {
        if (close < 0) {
            return Optional.of("has a ${ without its }");
        }
        if (!variable.matches()) {
            return Optional.of("has a ${…} that names no environment variable; write ${NAME} or ${NAME:default}");
        }
        Optional<String> fallback = Optional.ofNullable(variable.group(2));
        if (fallback.isPresent() && variable.group(1).equals("file")) {
            return Optional.of("cannot come from a file; ${file:…} is for credentials.secret alone");
        }
        return fallback.filter(text -> text.contains("${"))
                .map(text -> "has a ${…} inside a ${…}; a default is a plain text");
    }

    private Optional<String> variableOrDefault(Matcher variable) {
        return Optional.ofNullable(environment.get(variable.group(1))).or(() -> Optional.ofNullable(variable.group(2)));
    }

    private static String notSet(List<String> names) {
        return names.size() == 1
                ? "needs the environment variable " + names.get(0) + ", which is not set"
                : "needs the environment variables " + String.join(", ", names) + ", which are not set";
    }

    /** Whether the text is one placeholder without a default, so that the file itself holds nothing of the secret. */
    static boolean isOutsideTheFile(String secretText) {
        return SECRET.matcher(secretText).matches();
    }

    /** The file that such a placeholder names; empty if it names a variable, or no possible path. */
    static Optional<Path> secretFile(String placeholder) {
        Matcher matcher = SECRET.matcher(placeholder);
        try {
            return matcher.matches() ? Optional.ofNullable(matcher.group(1)).map(Path::of) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** The secret that such a placeholder stands for, or empty once the problem is told. */
    Optional<Secret> secret(String placeholder, Consumer<String> problem) {
        Matcher matcher = SECRET.matcher(placeholder);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a secret's placeholder");
        }
        Optional<String> text = Optional.ofNullable(matcher.group(1))
                .map(file -> fileText(file, problem))
                .orElseGet(() -> fill(placeholder, problem));
        if (text.isPresent() && text.get().isBlank()) {
            problem.accept("is empty where " + placeholder + " is looked up");
            return Optional.empty();
        }
        if (text.isPresent() && text.get().chars().anyMatch(Character::isISOControl)) {
            problem.accept(
                    "is more than one line, or holds control characters, where " + placeholder + " is looked up");
            return Optional.empty();
        }
        return text.map(Secret::new);
    }

    private static Optional<String> fileText(String name, Consumer<String> problem) {
        try (InputStream file = Files.newInputStream(Path.of(name))) {
            byte[] bytes = file.readNBytes(MAX_SECRET_BYTES + 1);
            if (bytes.length <= MAX_SECRET_BYTES) {
                String text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
                return Optional.of(text.replaceFirst("\\R\\z", ""));
            }
            problem.accept("cannot come from the file " + name + ", which is far too long for a secret");
        } catch (CharacterCodingException e) {
            problem.accept("cannot come from the file " + name + ", which is not UTF-8 text");
        } catch (NoSuchFileException e) {
            problem.accept("needs the file " + name + ", which is not there");
        } catch (IOException | InvalidPathException e) {
            problem.accept("needs the file " + name + ", which cannot be read; check its path and permissions");
        }
        return Optional.empty();
    }
}
