package dev.minijenkin.server.outbox;

import dev.minijenkin.db.outbox.TakenMessage.Receiver;
import dev.minijenkin.db.outbox.TargetSeals;
import dev.minijenkin.db.seal.KeyRing;
import dev.minijenkin.db.seal.SealException;

/// Opens the secrets of targets with the keys of this process.
public record SealedTargets(KeyRing keys) implements TargetSecrets {
    @Override
    public String open(Receiver receiver) throws SecretUnavailableException {
        try {
            return TargetSeals.open(keys, receiver);
        } catch (SealException e) {
            throw new SecretUnavailableException(
                    "The secret of %s: %s".formatted(receiver.name(), e.getMessage()), e);
        }
    }
}
