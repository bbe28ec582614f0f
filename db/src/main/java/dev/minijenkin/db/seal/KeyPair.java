package dev.minijenkin.db.seal;

import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.KeysetHandle;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

/// Both halves of a key. Says nothing of the private one but where it is asked to. Immutable.
public final class KeyPair {
    private final SealingKey publicHalf;
    private final KeysetHandle handle;
    private final HybridDecrypt decrypt;

    private KeyPair(KeyPurpose purpose, KeysetHandle handle) throws GeneralSecurityException {
        this.handle = handle;
        this.publicHalf = SealingKey.of(purpose, HybridKeys.publicKeyset(handle));
        this.decrypt = HybridKeys.decrypting(handle);
    }

    /// A new one.
    public static KeyPair generate(KeyPurpose purpose) {
        try {
            return new KeyPair(purpose, HybridKeys.generate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No key can be made", e);
        }
    }

    /// The pair of a private half.
    ///
    /// @param text as [#privateText] wrote it
    /// @throws SealException where it is something else; the message tells nothing of the text
    public static KeyPair of(KeyPurpose purpose, String text) {
        try {
            return new KeyPair(purpose, HybridKeys.pair(Base64.getDecoder().decode(text.strip())));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            // The cause could quote the key.
            throw new SealException("This is no private key of 'mini-jenkin keys create'");
        }
    }

    public SealingKey publicHalf() {
        return publicHalf;
    }

    public KeyPurpose purpose() {
        return publicHalf.purpose();
    }

    public String fingerprint() {
        return publicHalf.fingerprint();
    }

    /// The private half, in one line of plain letters: for a file that only its owner reads, or a
    /// variable.
    public String privateText() {
        return Base64.getEncoder().encodeToString(HybridKeys.privateKeyset(handle));
    }

    /// The fingerprint alone.
    @Override
    public String toString() {
        return "Key pair " + fingerprint();
    }

    /// @throws SealException where it is not what was sealed for this place
    String open(Sealed sealed, Binding binding) {
        try {
            return new String(
                    decrypt.decrypt(sealed.ciphertext(), binding.bytes()), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new SealException(
                    "It cannot be opened with key %s: it was sealed for another place, or changed since. Set it anew"
                            .formatted(fingerprint()),
                    e);
        }
    }
}
