package dev.minijenkin.engine.key;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.outbox.TakenMessage.Receiver;
import dev.minijenkin.db.outbox.TargetSeals;
import dev.minijenkin.db.repository.HookSecrets;
import dev.minijenkin.db.seal.KeyPair;
import dev.minijenkin.db.seal.KeyRing;
import dev.minijenkin.db.seal.SealException;
import dev.minijenkin.db.seal.SealingKey;
import dev.minijenkin.db.secret.EncryptionKeys;
import dev.minijenkin.db.secret.SealedSecret;
import dev.minijenkin.db.secret.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Replaces a key: the new one is in use, and everything is sealed to it, or nothing has changed.
public final class KeyRotation {
    private final Database database;
    private final KeyRing old;

    /// @param old private halves of what is sealed
    public KeyRotation(Database database, KeyRing old) {
        this.database = database;
        this.old = old;
    }

    /// What came of it.
    ///
    /// @param sealedAnew how many values
    /// @param lost what could not be opened, and stays as it is
    public record Rotated(int sealedAnew, List<String> lost) {}

    /// Takes another key into use.
    ///
    /// @param giveUpLost whether also where something cannot be opened
    /// @throws KeyFileException where it is not, with the reason
    public Rotated to(KeyPair next, boolean giveUpLost) {
        return database.transaction(tx -> {
            EncryptionKeys.take(tx, next.publicHalf());
            List<String> lost = new ArrayList<>();
            int sealed = 0;
            for (Runnable value : values(tx, next)) {
                try {
                    value.run();
                    sealed++;
                } catch (SealException e) {
                    lost.add(String.valueOf(e.getMessage()));
                }
            }
            if (!lost.isEmpty() && !giveUpLost) {
                throw new KeyFileException(
                        "Nothing was changed, because not all could be sealed anew. "
                                + lost.getFirst()
                                + (lost.size() == 1
                                        ? ""
                                        : " (and %d more)".formatted(lost.size() - 1)));
            }
            return new Rotated(sealed, lost);
        });
    }

    /// For each value what seals it anew; it throws a [SealException] that names the value where
    /// the value cannot be opened.
    private List<Runnable> values(Tx tx, KeyPair next) {
        SealingKey key = next.publicHalf();
        return switch (next.purpose()) {
            case RUNNER ->
                    Secrets.outdated(tx).stream()
                            .<Runnable>map(it -> () -> seal(tx, it, key))
                            .toList();
            case SERVER ->
                    Stream.concat(
                                    HookSecrets.outdated(tx).stream()
                                            .<Runnable>map(it -> () -> seal(tx, it, key)),
                                    TargetSeals.outdated(tx).stream()
                                            .<Runnable>map(it -> () -> seal(tx, it, key)))
                            .toList();
        };
    }

    private void seal(Tx tx, Secrets.Outdated outdated, SealingKey key) {
        SealedSecret secret = outdated.secret();
        SealedSecret anew = SealedSecret.of(key, secret.name(), secret.reach(), secret.open(old));
        Secrets.replaceSeal(tx, outdated.row(), anew.sealed());
    }

    private void seal(Tx tx, HookSecrets.Hook outdated, SealingKey key) {
        String name = outdated.name();
        String secret = HookSecrets.open(old, name, outdated.secret());
        HookSecrets.replaceSeal(tx, outdated.repository(), HookSecrets.seal(key, name, secret));
    }

    private void seal(Tx tx, Receiver target, SealingKey key) {
        TargetSeals.replace(tx, target, key, TargetSeals.open(old, target));
    }
}
