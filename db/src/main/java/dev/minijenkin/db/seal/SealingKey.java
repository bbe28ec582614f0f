package dev.minijenkin.db.seal;

import com.google.crypto.tink.HybridEncrypt;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/// The public half of a key pair: seals, and opens nothing. Immutable.
public final class SealingKey {
    private final KeyPurpose purpose;
    private final byte[] keyset;
    private final HybridEncrypt encrypt;

    private SealingKey(KeyPurpose purpose, byte[] keyset, HybridEncrypt encrypt) {
        this.purpose = purpose;
        this.keyset = keyset;
        this.encrypt = encrypt;
    }

    /// The key of a row.
    ///
    /// @param keyset `encryption_keys.public_keyset`
    /// @throws SealException where it is none
    public static SealingKey of(KeyPurpose purpose, byte[] keyset) {
        try {
            return new SealingKey(purpose, keyset.clone(), HybridKeys.encrypting(keyset));
        } catch (GeneralSecurityException e) {
            throw new SealException(
                    "The public key %s of the %s cannot be read: it was made by another version, or changed"
                            .formatted(HybridKeys.fingerprint(keyset), purpose.word()),
                    e);
        }
    }

    public KeyPurpose purpose() {
        return purpose;
    }

    /// As the library of the encryption writes it.
    public byte[] keyset() {
        return keyset.clone();
    }

    /// What people, files and rows call the pair: the beginning of the SHA-256 of its public half.
    public String fingerprint() {
        return HybridKeys.fingerprint(keyset);
    }

    @Override
    public String toString() {
        return "Public key " + fingerprint();
    }

    /// Seals a text for one place. The same text gives other bytes each time.
    public Sealed seal(Binding binding, String text) {
        try {
            return new Sealed(
                    fingerprint(),
                    encrypt.encrypt(text.getBytes(StandardCharsets.UTF_8), binding.bytes()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Nothing can be sealed to key " + fingerprint(), e);
        }
    }
}
