package io.conversationcleanup.definition;

import java.util.Locale;
import java.util.Set;

/**
 * Whom to notify, and when. Immutable.
 *
 * @param url where the notice is posted to
 * @param on when
 */
public record NotifySettings(WebAddress url, Set<Occasion> on) {

    /** When to notify. */
    public enum Occasion {
        /** Whenever the command ends. */
        END,
        /** When it ends with another exit code than 0. */
        FAILURE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public NotifySettings {
        on = Set.copyOf(on);
    }
}
