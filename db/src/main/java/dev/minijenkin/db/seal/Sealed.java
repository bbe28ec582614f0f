package dev.minijenkin.db.seal;

import java.util.Arrays;

/// A value that only the holder of a private key reads.
///
/// @param key fingerprint of the key that it was sealed to
public record Sealed(String key, byte[] ciphertext) {
    @Override
    public boolean equals(Object other) {
        return other instanceof Sealed(String otherKey, byte[] bytes)
                && key.equals(otherKey)
                && Arrays.equals(ciphertext, bytes);
    }

    @Override
    public int hashCode() {
        return 31 * key.hashCode() + Arrays.hashCode(ciphertext);
    }

    @Override
    public String toString() {
        return ciphertext.length + " bytes sealed to key " + key;
    }
}
