package io.conversationcleanup.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A server's key with a certificate that nobody vouches for. */
public final class Certificates {

    private static final String PASSWORD = "changeit";
    private static final String ALIAS = "server";

    private final KeyStore store;

    private Certificates(KeyStore store) {
        this.store = store;
    }

    /** A new one for this host, written as the JDK's {@code keytool} has it: {@code ip:127.0.0.1}, {@code dns:api.test}. */
    public static Certificates of(Path directory, String subjectAlternativeName) throws Exception {
        Path file = directory.resolve("keys.p12");
        Process keytool = new ProcessBuilder((Path.of(System.getProperty("java.home"), "bin", "keytool")
                                + " -genkeypair -alias " + ALIAS + " -keyalg EC -dname CN=localhost -validity 2"
                                + " -ext san=" + subjectAlternativeName + " -storetype PKCS12 -storepass " + PASSWORD
                                + " -keystore " + file)
                        .split(" "))
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        return new Certificates(KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray()));
    }

    /** Shows the certificate, and trusts it. */
    public SSLContext context() throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    public X509Certificate certificate() throws GeneralSecurityException {
        return (X509Certificate) store.getCertificate(ALIAS);
    }

    /** Writes the certificate into a PEM file. */
    public Path pem(Path file) throws GeneralSecurityException, IOException {
        String base64 = Base64.getMimeEncoder().encodeToString(certificate().getEncoded());
        return Files.writeString(file, "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
    }
}
