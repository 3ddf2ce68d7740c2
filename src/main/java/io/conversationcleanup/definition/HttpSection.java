package io.conversationcleanup.definition;

import java.util.Optional;

/**
 * How hosts are reached over HTTP. Immutable; its text shows no password.
 *
 * @param proxies which hosts are called through a proxy
 * @param trust certificates to trust beside the JVM's own
 */
public record HttpSection(ProxyRule proxies, Optional<TrustFile> trust) {}
