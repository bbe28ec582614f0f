package dev.minijenkin.db.seal;

import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.hybrid.HybridConfig2026;
import dev.minijenkin.db.Sha256;
import java.security.GeneralSecurityException;

/// The library of the encryption: HPKE (RFC 9180) with X25519, HKDF-SHA256 and AES-256-GCM. The one
/// class that knows it.
final class HybridKeys {
    private static final Configuration LIBRARY = HybridConfig2026.get();
    private static final HpkeParameters PARAMETERS;

    static {
        try {
            PARAMETERS =
                    HpkeParameters.builder()
                            .setKemId(HpkeParameters.KemId.DHKEM_X25519_HKDF_SHA256)
                            .setKdfId(HpkeParameters.KdfId.HKDF_SHA256)
                            .setAeadId(HpkeParameters.AeadId.AES_256_GCM)
                            .setVariant(HpkeParameters.Variant.NO_PREFIX)
                            .build();
        } catch (GeneralSecurityException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /// Letters of a fingerprint: 128 bits.
    private static final int FINGERPRINT_LENGTH = 32;

    private HybridKeys() {}

    static KeysetHandle generate() {
        try {
            return KeysetHandle.generateNew(PARAMETERS, LIBRARY);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No key can be made", e);
        }
    }

    static byte[] publicKeyset(KeysetHandle pair) {
        try {
            return TinkProtoKeysetFormat.serializeKeysetWithoutSecret(
                    pair.getPublicKeysetHandle(), LIBRARY);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The public half of a key cannot be written", e);
        }
    }

    static byte[] privateKeyset(KeysetHandle pair) {
        try {
            return TinkProtoKeysetFormat.serializeKeyset(
                    pair, InsecureSecretKeyAccess.get(), LIBRARY);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The private half of a key cannot be written", e);
        }
    }

    static HybridEncrypt encrypting(byte[] publicKeyset) throws GeneralSecurityException {
        return TinkProtoKeysetFormat.parseKeysetWithoutSecret(publicKeyset, LIBRARY)
                .getPrimitive(LIBRARY, HybridEncrypt.class);
    }

    static KeysetHandle pair(byte[] privateKeyset) throws GeneralSecurityException {
        return TinkProtoKeysetFormat.parseKeyset(
                privateKeyset, InsecureSecretKeyAccess.get(), LIBRARY);
    }

    static HybridDecrypt decrypting(KeysetHandle pair) throws GeneralSecurityException {
        return pair.getPrimitive(LIBRARY, HybridDecrypt.class);
    }

    static String fingerprint(byte[] publicKeyset) {
        return Sha256.hex(publicKeyset).substring(0, FINGERPRINT_LENGTH);
    }
}
