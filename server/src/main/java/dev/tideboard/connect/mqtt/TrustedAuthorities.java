package dev.tideboard.connect.mqtt;

import dev.tideboard.connect.SourceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;

/** Certificates of PEM files as what TLS trusts. */
final class TrustedAuthorities {
    private TrustedAuthorities() {}

    static TrustManagerFactory read(List<Path> files) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int count = 0;
            for (Path file : files) {
                for (Certificate certificate : certificates(file)) {
                    store.setCertificateEntry("authority-" + count++, certificate);
                }
            }
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(store);
            return trusted;
        } catch (GeneralSecurityException | IOException e) {
            throw new SourceException("authorities=" + files + " cannot be trusted: " + e.getMessage(), e);
        }
    }

    private static List<? extends Certificate> certificates(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            List<? extends Certificate> found =
                    List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
            if (found.isEmpty()) {
                throw new SourceException("authority=" + file + " holds no certificate, expected a PEM file");
            }
            return found;
        } catch (IOException | GeneralSecurityException e) {
            throw new SourceException(
                    "authority=" + file + " cannot be read, expected a PEM file: " + e.getMessage(), e);
        }
    }
}
