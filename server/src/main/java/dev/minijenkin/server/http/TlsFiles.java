package dev.minijenkin.server.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The certificate of a server and its private key, as PEM files.
///
/// @param certificate the server's own first, then those that signed it
/// @param key PKCS#8, not encrypted
public record TlsFiles(Path certificate, Path key) {
    /// Of what is read; it leaves the process nowhere.
    static final String PASSWORD = "";

    private static final Pattern KEY =
            Pattern.compile(
                    "-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    /// What stands in both files now; other bytes after they were changed.
    byte[] content() {
        byte[] first = bytes(certificate);
        byte[] second = bytes(key);
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /// @throws IllegalArgumentException with a sentence for a person
    KeyStore read() {
        try {
            Certificate[] chain =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(bytes(certificate)))
                            .toArray(Certificate[]::new);
            if (chain.length == 0 || !(chain[0] instanceof X509Certificate)) {
                throw new IllegalArgumentException(
                        certificate + " has no certificate: it must be one in PEM");
            }
            PrivateKey secret = secret(chain[0].getPublicKey());
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, PASSWORD.toCharArray());
            store.setKeyEntry("server", secret, PASSWORD.toCharArray(), chain);
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    "The certificate in %s cannot be read: %s"
                            .formatted(certificate, e.getMessage()),
                    e);
        }
    }

    private PrivateKey secret(PublicKey of) throws GeneralSecurityException {
        Matcher matcher = KEY.matcher(new String(bytes(key), StandardCharsets.US_ASCII));
        if (!matcher.find()) {
            throw new IllegalArgumentException(
                    "%s has no private key in PKCS#8 without a password: 'openssl pkcs8 -topk8 -nodes -in OLD -out NEW' makes one"
                            .formatted(key));
        }
        byte[] bytes = Base64.getMimeDecoder().decode(matcher.group(1));
        PrivateKey secret;
        try {
            secret =
                    KeyFactory.getInstance(of.getAlgorithm())
                            .generatePrivate(new PKCS8EncodedKeySpec(bytes));
        } catch (GeneralSecurityException e) {
            throw notOfIt(e);
        }
        if (!isPair(secret, of)) {
            throw notOfIt(null);
        }
        return secret;
    }

    private IllegalArgumentException notOfIt(@Nullable Exception e) {
        return new IllegalArgumentException(
                "The key in %s is not that of the certificate in %s".formatted(key, certificate),
                e);
    }

    private static boolean isPair(PrivateKey secret, PublicKey open)
            throws GeneralSecurityException {
        Signature signature =
                Signature.getInstance(
                        switch (open.getAlgorithm()) {
                            case "RSA" -> "SHA256withRSA";
                            case "EC" -> "SHA256withECDSA";
                            default -> open.getAlgorithm();
                        });
        byte[] words = {1, 2, 3};
        signature.initSign(secret);
        signature.update(words);
        byte[] signed = signature.sign();
        signature.initVerify(open);
        signature.update(words);
        return signature.verify(signed);
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }
}
