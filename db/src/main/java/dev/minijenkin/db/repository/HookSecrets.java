package dev.minijenkin.db.repository;

import static dev.minijenkin.db.schema.Tables.REPOSITORIES;

import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.seal.Binding;
import dev.minijenkin.db.seal.KeyPurpose;
import dev.minijenkin.db.seal.KeyRing;
import dev.minijenkin.db.seal.SealException;
import dev.minijenkin.db.seal.Sealed;
import dev.minijenkin.db.seal.SealingKey;
import dev.minijenkin.db.secret.EncryptionKeys;
import java.util.List;
import java.util.Locale;

/// The secrets of hook signatures, as their rows have them: sealed to the server, each for the name
/// of its repository.
public final class HookSecrets {
    private HookSecrets() {}

    /// Seals one to the key that is in use. For administrators, in a transaction.
    ///
    /// @param repository name
    /// @throws SealException where the server has no key
    public static Sealed seal(Tx tx, String repository, String secret) {
        SealingKey key =
                EncryptionKeys.lockInUse(tx, KeyPurpose.SERVER)
                        .orElseThrow(() ->
                                new SealException(
                                        "The server has no key yet to which the secret of a hook could be sealed: 'mini-jenkin keys create' makes one"));
        return seal(key, repository, secret);
    }

    /// Seals one to this key.
    ///
    /// @param repository name
    public static Sealed seal(SealingKey key, String repository, String secret) {
        return key.seal(binding(repository), secret);
    }

    /// What was sealed for a repository.
    ///
    /// @param repository name
    /// @throws SealException where it cannot be opened here
    public static String open(KeyRing keys, String repository, Sealed secret) {
        try {
            return keys.open(secret, binding(repository));
        } catch (SealException e) {
            throw new SealException(
                    "The secret of the hook of " + repository + ": " + e.getMessage(), e);
        }
    }

    /// That of a repository. Only the server's role may read it.
    public static Sealed of(Tx tx, RepositoryId repository) {
        return tx.sql()
                .select(REPOSITORIES.HOOK_SEALED_TO, REPOSITORIES.HOOK_SECRET)
                .from(REPOSITORIES)
                .where(REPOSITORIES.ID.eq(repository.value()))
                .fetchSingle(row -> new Sealed(row.value1(), row.value2()));
    }

    /// One that is sealed to a key which is retired.
    ///
    /// @param name of the repository
    public record Outdated(RepositoryId repository, String name, Sealed secret) {}

    /// For administrators.
    public static List<Outdated> outdated(Tx tx) {
        return tx.sql()
                .fetch("select * from hooks_to_seal_anew()")
                .map(row ->
                        new Outdated(
                                new RepositoryId(row.get("id", Long.class)),
                                row.get("name", String.class),
                                new Sealed(
                                        row.get("sealed_to", String.class),
                                        row.get("secret", byte[].class))));
    }

    /// Seals one anew.
    public static void replaceSeal(Tx tx, RepositoryId repository, Sealed sealed) {
        tx.sql()
                .update(REPOSITORIES)
                .set(REPOSITORIES.HOOK_SEALED_TO, sealed.key())
                .set(REPOSITORIES.HOOK_SECRET, sealed.ciphertext())
                .where(REPOSITORIES.ID.eq(repository.value()))
                .execute();
    }

    private static Binding binding(String repository) {
        return Binding.of("hook", repository.toLowerCase(Locale.ROOT));
    }
}
