package dev.minijenkin.instance;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.seal.KeyPair;
import dev.minijenkin.db.seal.KeyPurpose;
import dev.minijenkin.db.seal.KeyRing;
import dev.minijenkin.db.secret.EncryptionKeys;
import dev.minijenkin.engine.key.KeyFolder;
import java.util.List;

/// The private keys of a local instance, which makes its own.
///
/// @param server of what is sealed to the server
/// @param runner of the secrets of jobs
public record LocalKeys(KeyRing server, KeyRing runner) {
    /// Those of a folder; of what it has none, one is made.
    public static LocalKeys of(KeyFolder folder) {
        return new LocalKeys(ring(folder, KeyPurpose.SERVER), ring(folder, KeyPurpose.RUNNER));
    }

    private static KeyRing ring(KeyFolder folder, KeyPurpose purpose) {
        KeyRing known = folder.read(purpose, "");
        if (known.first().isPresent()) {
            return known;
        }
        KeyPair made = KeyPair.generate(purpose);
        folder.write(made);
        return KeyRing.of(List.of(made));
    }

    /// Takes a key into use, where the database has none of its purpose.
    static void publish(Database database, KeyRing keys) {
        keys.first()
                .map(KeyPair::publicHalf)
                .ifPresent(key ->
                        database.runInTransaction(tx -> {
                            if (!EncryptionKeys.isAnyInUse(tx, key.purpose())) {
                                EncryptionKeys.take(tx, key);
                            }
                        }));
    }
}
