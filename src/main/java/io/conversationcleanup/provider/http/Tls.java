package io.conversationcleanup.provider.http;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Creates TLS engines for one host. Used on the event loop. */
final class Tls {

    private final String host;
    private final int port;
    private final List<X509Certificate> trusted;
    private @Nullable SSLContext extended;

    /** Trusts these certificates and the JDK's; system properties can change the latter. */
    Tls(String host, int port, List<X509Certificate> trusted) {
        this.host = host;
        this.port = port;
        this.trusted = trusted;
    }

    SSLEngine engine() throws SSLException {
        try {
            SSLEngine engine = context().createSSLEngine(host, port);
            engine.setUseClientMode(true);
            SSLParameters parameters = engine.getSSLParameters();
            // Without this, any host's valid certificate would pass.
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            engine.setSSLParameters(parameters);
            return engine;
        } catch (GeneralSecurityException | IOException e) {
            // The outer message says only that there is no default; the cause names the trust store.
            Throwable reason = e.getCause() == null ? e : e.getCause();
            SSLException failure = new SSLHandshakeException(reason.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }

    private SSLContext context() throws GeneralSecurityException, IOException {
        if (trusted.isEmpty()) {
            return SSLContext.getDefault();
        }
        if (extended == null) {
            extended = SSLContext.getInstance("TLS");
            extended.init(null, managers(anchors()), null);
        }
        return extended;
    }

    KeyStore anchors() throws GeneralSecurityException, IOException {
        List<X509Certificate> all = new ArrayList<>(trusted);
        for (TrustManager manager : managers(null)) {
            if (manager instanceof X509TrustManager own) {
                all.addAll(List.of(own.getAcceptedIssuers()));
            }
        }
        KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
        anchors.load(null, null);
        for (X509Certificate certificate : all) {
            anchors.setCertificateEntry(Integer.toString(anchors.size()), certificate);
        }
        return anchors;
    }

    /** The trust managers of a store; null for the JVM's. */
    private static TrustManager[] managers(@Nullable KeyStore anchors) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(anchors);
        return factory.getTrustManagers();
    }
}
