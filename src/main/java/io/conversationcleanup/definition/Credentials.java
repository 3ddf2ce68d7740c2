package io.conversationcleanup.definition;

import java.util.Optional;

/**
 * What calls are signed with. Immutable; its text does not show the secret.
 *
 * @param appId the provider's number of the app, from 1 to 4,294,967,295
 * @param admin the admin account in whose name calls are made, for providers that have one
 * @param secret the app's secret key
 */
public record Credentials(long appId, Optional<String> admin, Secret secret) {}
