package io.conversationcleanup.definition;

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

/**
 * A PEM file of certificates to trust. Immutable.
 *
 * @param path the file
 * @param certificates what it holds, at least one
 */
public record TrustFile(Path path, List<X509Certificate> certificates) {

    /** Several times what the certificate authorities of the whole web fill. */
    private static final int MAX_BYTES = 4 << 20;

    public TrustFile {
        certificates = List.copyOf(certificates);
    }

    /** Reads the file; empty once its problem is told. */
    static Optional<TrustFile> read(Path path, Consumer<String> problem) {
        try (InputStream file = Files.newInputStream(path)) {
            byte[] bytes = file.readNBytes(MAX_BYTES + 1);
            List<X509Certificate> certificates =
                    bytes.length > MAX_BYTES || bytes.length == 0 ? List.of() : certificates(bytes);
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
