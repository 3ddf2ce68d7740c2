package io.conversationcleanup.definition;

import io.conversationcleanup.definition.Placeholders.Secret;
import io.conversationcleanup.model.ProviderFacts;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The section {@code credentials}, which signs calls. Immutable; its text does not show the secret.
 *
 * @param admin the admin account that makes the calls, for providers that have one
 */
public record Credentials(long appId, Optional<String> admin, Secret secret) {

    private static final String APP_ID = "app-id";
    private static final String ADMIN = "admin";
    private static final String SECRET = "secret";

    private static final String DEFAULT_ADMIN = "administrator";

    private static final Pattern APP_ID_DIGITS = Pattern.compile("[1-9][0-9]{0,9}");
    private static final long HIGHEST_APP_ID = 4_294_967_295L;
    private static final ValueKind<Long> APP_ID_KIND = new ValueKind<>(
            "a whole number from 1 to " + HIGHEST_APP_ID,
            text -> Optional.of(text)
                    .filter(APP_ID_DIGITS.asMatchPredicate())
                    .map(Long::valueOf)
                    .filter(number -> number <= HIGHEST_APP_ID));
    private static final String SECRET_WANTED =
            "must be ${NAME} for an environment variable or ${file:/path} for a file,"
                    + " alone and without a default: a secret never stands in the job file";

    /** No message shows a value. */
    static Optional<Credentials> read(Section section, Optional<ProviderFacts> provider) {
        Optional<Long> appId = section.required(APP_ID, APP_ID_KIND);
        boolean adminAllowed = provider.map(ProviderFacts::hasAdmin).orElse(true);
        if (!adminAllowed && section.has(ADMIN)) {
            section.problem(ADMIN, "this provider has no admin account; remove the key");
        }
        Optional<String> given = adminAllowed ? section.value(ADMIN, ValueKind.TEXT) : Optional.empty();
        given.flatMap(Placeholders::damage)
                .ifPresent(what -> section.problem(ADMIN, what + " once its ${…} is filled in"));
        Optional<String> admin = adminAllowed ? given.or(() -> Optional.of(DEFAULT_ADMIN)) : Optional.empty();
        if (!section.has(SECRET)) {
            section.problem(SECRET, "is missing; it " + SECRET_WANTED);
        }
        Optional<Secret> secret =
                secretText(section).flatMap(text -> section.placeholders().secret(text, section.problem(SECRET)));
        return appId.flatMap(number -> secret.map(key -> new Credentials(number, admin, key)));
    }

    /** Checks the format only, without reading any variable or file, for a job that signs nothing. */
    static void checkUnused(Section section) {
        section.rawText(APP_ID);
        section.rawText(ADMIN);
        secretText(section);
    }

    /** Returns the file of the secret, even if nothing is signed; empty if the secret comes from elsewhere. */
    static Optional<Path> keyFile(Section section) {
        return section.rawText(SECRET).flatMap(Placeholders::secretFile);
    }

    private static Optional<String> secretText(Section section) {
        Optional<String> text = section.rawText(SECRET);
        if (text.isPresent() && !Placeholders.isOutsideTheFile(text.get())) {
            section.problem(SECRET, SECRET_WANTED);
            return Optional.empty();
        }
        return text;
    }
}
