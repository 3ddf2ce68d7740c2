package io.conversationcleanup.definition;

import io.conversationcleanup.model.ProviderFacts;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the section {@code credentials}. None of its messages shows a value. */
final class CredentialsReader {

    private static final String APP_ID = "app-id";
    private static final String ADMIN = "admin";
    private static final String SECRET = "secret";

    private static final String DEFAULT_ADMIN = "administrator";

    private static final Pattern APP_ID_DIGITS = Pattern.compile("[1-9][0-9]{0,9}");
    private static final long HIGHEST_APP_ID = 4_294_967_295L;
    private static final ValueKind<Long> APP_ID_KIND =
            new ValueKind<>("a whole number from 1 to " + HIGHEST_APP_ID, CredentialsReader::appId);
    private static final String SECRET_WANTED =
            "must be ${NAME} for an environment variable or ${file:/path} for a file,"
                    + " alone and without a default: a secret never stands in the job file";

    private final Section section;
    private final Placeholders placeholders;

    CredentialsReader(Section section, Placeholders placeholders) {
        this.section = section;
        this.placeholders = placeholders;
    }

    /** What calls are signed with, or empty once a problem is told. */
    Optional<Credentials> read(Optional<ProviderFacts> provider) {
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
                secretText().flatMap(text -> placeholders.secret(text, message -> section.problem(SECRET, message)));
        return appId.flatMap(number -> secret.map(key -> new Credentials(number, admin, key)));
    }

    /** Checks what can be checked when nothing is signed, without looking anything up. */
    void checkUnused() {
        section.rawText(APP_ID);
        section.rawText(ADMIN);
        secretText();
    }

    /** The file that holds the secret, also if nothing is signed; empty if the secret comes from elsewhere. */
    Optional<Path> keyFile() {
        return section.rawText(SECRET).flatMap(Placeholders::secretFile);
    }

    private Optional<String> secretText() {
        Optional<String> text = section.rawText(SECRET);
        if (text.isPresent() && !Placeholders.isOutsideTheFile(text.get())) {
            section.problem(SECRET, SECRET_WANTED);
            return Optional.empty();
        }
        return text;
    }

    private static Optional<Long> appId(String text) {
        return APP_ID_DIGITS.matcher(text).matches()
                ? Optional.of(Long.valueOf(text)).filter(number -> number <= HIGHEST_APP_ID)
                : Optional.empty();
    }
}
