package io.conversationcleanup.cli;

import java.util.Optional;

/**
 * Where the runs are kept. Immutable.
 *
 * @param url a JDBC URL; empty for the embedded default
 * @param user the database's user, if it needs one
 * @param password the user's password, if there is one
 */
public record RepositoryOptions(Optional<String> url, Optional<String> user, Optional<String> password) {

    /** Without the password: a record's own text would show it. */
    @Override
    public String toString() {
        return "RepositoryOptions[" + user.orElse("") + "]";
    }
}
