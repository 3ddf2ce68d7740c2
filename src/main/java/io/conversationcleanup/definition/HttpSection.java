package io.conversationcleanup.definition;

import io.conversationcleanup.definition.JobFileException.Problems;
import io.conversationcleanup.definition.ProxyReader.ProxyRule;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The section {@code http}, or the process's environment instead. Immutable; its text shows no password. */
public record HttpSection(ProxyRule proxies, Optional<TrustFile> trust) {

    private static final String TRUST = "trust";
    /** Several times the size of all certificate authorities of the web. */
    private static final int MAX_TRUST_BYTES = 4 << 20;

    /** A PEM file with at least one certificate to trust. Immutable. */
    public record TrustFile(Path path, List<X509Certificate> certificates) {

        public TrustFile {
            certificates = List.copyOf(certificates);
        }
    }

    public List<X509Certificate> trusted() {
        return trust.map(TrustFile::certificates).orElse(List.of());
    }

    /** Reads the section; relative paths start at the directory. */
    static HttpSection read(Section http, Path directory, ProxyReader proxies, Optional<Endpoint> endpoint) {
        // A rehearsal needs no proxy, so it must run despite an unusable proxy variable.
        boolean local = endpoint.filter(Endpoint::isLocal).isPresent();
        return new HttpSection(
                proxies.read(http, local ? new Problems("") : http.problems()),
                http.text(TRUST, ValueKind.PATH)
                        .flatMap(path -> trustFile(directory.resolve(path), http.problem(TRUST))));
    }

    private static Optional<TrustFile> trustFile(Path path, Consumer<String> problem) {
        try (InputStream file = Files.newInputStream(path)) {
            byte[] bytes = file.readNBytes(MAX_TRUST_BYTES + 1);
            List<X509Certificate> certificates =
                    bytes.length > MAX_TRUST_BYTES || bytes.length == 0 ? List.of() : certificates(bytes);
            if (!certificates.isEmpty()) {
                return Optional.of(new TrustFile(path, certificates));
            }
            problem.accept("must name a file of PEM certificates, and " + path + " holds none");
        } catch (CertificateException e) {
            problem.accept("must name a file of PEM certificates, and " + path + " is not one");
        } catch (NoSuchFileException e) {
            problem.accept("needs the file " + path + ", which does not exist; a relative path starts at the job file");
        } catch (IOException e) {
            problem.accept("needs the file " + path + ", which cannot be read; check its path and permissions");
        }
        return Optional.empty();
    }

    private static List<X509Certificate> certificates(byte[] bytes) throws CertificateException {
        return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes)).stream()
                .map(X509Certificate.class::cast)
                .toList();
    }
}
