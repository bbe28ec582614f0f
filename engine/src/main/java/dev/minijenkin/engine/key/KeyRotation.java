package dev.minijenkin.engine.key;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.outbox.TakenMessage.Receiver;
import dev.minijenkin.db.outbox.TargetSeals;
import dev.minijenkin.db.repository.HookSecrets;
import dev.minijenkin.db.seal.KeyPair;
import dev.minijenkin.db.seal.KeyRing;
import dev.minijenkin.db.seal.SealException;
import dev.minijenkin.db.secret.CannotOpenException;
import dev.minijenkin.db.secret.EncryptionKeys;
import dev.minijenkin.db.secret.SealedSecret;
import dev.minijenkin.db.secret.Secrets;
import java.util.ArrayList;
import java.util.List;

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
            int sealed =
                    switch (next.purpose()) {
                        case RUNNER -> secrets(tx, next, lost);
                        case SERVER -> hooks(tx, next, lost) + targets(tx, next, lost);
                    };
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

    private int hooks(Tx tx, KeyPair next, List<String> lost) {
        int count = 0;
        for (HookSecrets.Outdated outdated : HookSecrets.outdated(tx)) {
            String name = outdated.name();
            try {
                String secret = HookSecrets.open(old, name, outdated.secret());
                HookSecrets.replaceSeal(
                        tx,
                        outdated.repository(),
                        HookSecrets.seal(next.publicHalf(), name, secret));
                count++;
            } catch (SealException e) {
                lost.add(String.valueOf(e.getMessage()));
            }
        }
        return count;
    }

    private int targets(Tx tx, KeyPair next, List<String> lost) {
        int count = 0;
        for (Receiver target : TargetSeals.outdated(tx)) {
            try {
                TargetSeals.replace(tx, target, next.publicHalf(), TargetSeals.open(old, target));
                count++;
            } catch (SealException e) {
                lost.add("Target " + target.name() + ": " + e.getMessage());
            }
        }
        return count;
    }

    private int secrets(Tx tx, KeyPair next, List<String> lost) {
        int count = 0;
        for (Secrets.Outdated outdated : Secrets.outdated(tx)) {
            SealedSecret secret = outdated.secret();
            try {
                Secrets.replaceSeal(
                        tx,
                        outdated.row(),
                        SealedSecret.of(
                                        next.publicHalf(),
                                        secret.name(),
                                        secret.reach(),
                                        secret.open(old))
                                .sealed());
                count++;
            } catch (CannotOpenException e) {
                lost.add(String.valueOf(e.getMessage()));
            }
        }
        return count;
    }
}
