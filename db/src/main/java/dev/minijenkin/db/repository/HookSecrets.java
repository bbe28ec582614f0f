package dev.minijenkin.db.repository;

import static dev.minijenkin.db.schema.Tables.REPOSITORIES;

import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SetStatement;
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
import java.util.Optional;

/// The secrets of hook signatures, as their rows have them: sealed to the server, each for the name
/// of its repository.
public final class HookSecrets {
    private static final SetStatement FIND =
            SetStatement.of(
                    """
                    select id, name, hook_sealed_to, hook_secret from repositories where lower(name) = ?
                    """);

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

    /// The hook of a repository: its secret as it is sealed.
    ///
    /// @param name of the repository, as it was registered
    public record Hook(RepositoryId repository, String name, Sealed secret) {}

    /// That of a repository by its name, ignoring case. Only the server's role may read it.
    public static Optional<Hook> find(Tx tx, String name) {
        return FIND
                .rows(
                        tx,
                        row ->
                                new Hook(
                                        new RepositoryId(row.getLong("id")),
                                        row.getString("name"),
                                        new Sealed(
                                                row.getString("hook_sealed_to"),
                                                row.getBytes("hook_secret"))),
                        name.toLowerCase(Locale.ROOT))
                .stream()
                .findFirst();
    }

    /// Those that are sealed to a key which is retired. For administrators.
    public static List<Hook> outdated(Tx tx) {
        return tx.sql()
                .fetch("select * from hooks_to_seal_anew()")
                .map(row ->
                        new Hook(
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
