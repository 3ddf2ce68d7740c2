package io.conversationcleanup.definition;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * How hosts are reached over HTTP. Immutable; its text shows no password.
 *
 * @param proxies which hosts are called through a proxy
 * @param trust certificates to trust beside the JVM's own
 */
public record HttpSection(ProxyRule proxies, Optional<TrustFile> trust) {

    /** Certificates to trust beside the JVM's own; empty for none. */
    public List<X509Certificate> trusted() {
        return trust.map(TrustFile::certificates).orElse(List.of());
    }
}
