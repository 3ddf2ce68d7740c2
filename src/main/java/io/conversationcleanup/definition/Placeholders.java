package io.conversationcleanup.definition;

import io.conversationcleanup.model.SystemText;
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

    /** The characters after the colon in POSIX shells' forms: default, assignment, message, alternative. */
    private static final Pattern SHELL_FORM = Pattern.compile("[-=?+]");

    private static final Pattern QUOTED = Pattern.compile("^[\"'`\\p{Pi}\\p{Pf}]|[\"'`\\p{Pi}\\p{Pf}]$");
    private static final int LOST = 0xFFFD;

    private final Map<String, String> environment;

    Placeholders(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Fills in the placeholders once, except those that {@code othersFillIn} accepts; empty after a problem. */
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
            String name = variable.group(1);
            String value = environment.getOrDefault(name, variable.group(2));
            if (SystemText.isDamaged(environment.getOrDefault(name, ""))) {
                problem.accept("needs the environment variable " + name + ", which has characters that cannot be read. "
                        + SystemText.remedy());
                return Optional.empty();
            }
            filled.append(text, from, open);
            if (value == null) {
                missing.add(name);
            } else {
                filled.append(value);
            }
            from = close + 1;
        }
        if (!missing.isEmpty()) {
            problem.accept(notSet(missing));
            return Optional.empty();
        }
        return Optional.of(filled.append(text.substring(from)).toString());
    }

    private static String notSet(List<String> names) {
        return names.size() == 1
                ? "needs the environment variable " + names.get(0) + ", which is not set"
                : "needs the environment variables " + String.join(", ", names) + ", which are not set";
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
        if (fallback.filter(text -> text.contains("${")).isPresent()) {
            return Optional.of("has a ${…} inside a ${…}; a default is a plain text");
        }
        String name = variable.group(1);
        return fallback.filter(text -> SHELL_FORM.matcher(text).lookingAt())
                .map(text -> "has ${" + name + ":" + text.charAt(0) + "…}, a form of shells; write ${" + name
                        + ":default}, in which the default follows the colon, or ${" + name
                        + "} for one that must be set");
    }

    /** Tells whether the text is one placeholder without a default, so that the file holds nothing of the secret. */
    static boolean isOutsideTheFile(String secretText) {
        return SECRET.matcher(secretText).matches();
    }

    static Optional<Path> secretFile(String placeholder) {
        Matcher matcher = SECRET.matcher(placeholder);
        try {
            return matcher.matches() ? Optional.ofNullable(matcher.group(1)).map(Path::of) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    Optional<Secret> secret(String placeholder, Consumer<String> problem) {
        Matcher matcher = SECRET.matcher(placeholder);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a secret's placeholder");
        }
        Optional<String> text = Optional.ofNullable(matcher.group(1))
                .map(file -> fileText(file, problem))
                .orElseGet(() -> fill(placeholder, inBraces -> false, problem));
        Optional<String> damage = text.flatMap(Placeholders::damage);
        damage.ifPresent(what -> problem.accept(what + " where " + placeholder + " is looked up"));
        return damage.isPresent() ? Optional.empty() : text.map(Secret::new);
    }

    /** Describes characters that editors or shells add to a secret or an admin's name; never shows the text. */
    static Optional<String> damage(String text) {
        if (text.isBlank()) {
            return Optional.of("is empty");
        }
        if (text.startsWith("\uFEFF")) {
            return Optional.of("begins with a byte order mark (U+FEFF), which is no part of it: save it without,");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("is more than one line, or holds control characters,");
        }
        if (QUOTED.matcher(text).find()) {
            return Optional.of("begins or ends with a quote, which is no part of it: remove the quotes");
        }
        if (text.codePoints().anyMatch(each -> Character.isWhitespace(each) || Character.isSpaceChar(each))) {
            return Optional.of("holds spaces, which are no part of it: remove them");
        }
        return text.codePoints().anyMatch(each -> Character.getType(each) == Character.FORMAT || each == LOST)
                ? Optional.of("holds invisible or unreadable characters, which are no part of it: remove them")
                : Optional.empty();
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
        } catch (InvalidPathException e) {
            problem.accept(
                    "needs the file " + name + ", which cannot be opened under this name. " + SystemText.remedy());
        } catch (IOException e) {
            problem.accept("needs the file " + name + ", which cannot be read; check its path and permissions");
        }
        return Optional.empty();
    }

    /** A provider's secret key. Immutable. Prints as {@code ***} and equals no other: logs and comparisons hide it. */
    public static final class Secret {

        private final String value;

        Secret(String value) {
            this.value = value;
        }

        /** Returns the secret, for the signer only. */
        public String reveal() {
            return value;
        }

        @Override
        public String toString() {
            return "***";
        }
    }
}
