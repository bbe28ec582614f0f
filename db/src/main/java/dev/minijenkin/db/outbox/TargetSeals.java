package dev.minijenkin.db.outbox;

import static dev.minijenkin.db.schema.Tables.OUTBOX_TARGETS;

import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.outbox.TakenMessage.Receiver;
import dev.minijenkin.db.seal.Binding;
import dev.minijenkin.db.seal.KeyRing;
import dev.minijenkin.db.seal.SealException;
import dev.minijenkin.db.seal.Sealed;
import dev.minijenkin.db.seal.SealingKey;
import java.util.List;

/// The secrets of targets, sealed to the servers' key. A seal holds for one name, kind and address:
/// who changes the address in the database does not get the token sent to it.
public final class TargetSeals {
    private TargetSeals() {}

    /// Seals the secret of a target.
    ///
    /// @param url which everybody may see
    public static Sealed seal(
            SealingKey key, String name, TargetKind kind, String url, String secret) {
        return key.seal(binding(name, kind, url), secret);
    }

    /// The secret of a target.
    ///
    /// @throws SealException with a sentence for a person, which names the target
    public static String open(KeyRing keys, Receiver receiver) {
        String key = receiver.sealedTo();
        byte[] bytes = receiver.sealedSecret();
        if (key == null || bytes == null) {
            throw new IllegalArgumentException(receiver.name() + " has no secret");
        }
        try {
            return keys.open(
                    new Sealed(key, bytes),
                    binding(receiver.name(), receiver.kind(), receiver.url()));
        } catch (SealException e) {
            throw new SealException("Target " + receiver.name() + ": " + e.getMessage(), e);
        }
    }

    /// Those whose secret is sealed to a key which is retired; for administrators.
    public static List<Receiver> outdated(Tx tx) {
        return tx.sql()
                .fetch("select * from targets_to_seal_anew()")
                .map(row ->
                        new Receiver(
                                new TargetId(row.get("id", Long.class)),
                                row.get("name", String.class),
                                EnumWords.parse(TargetKind.class, row.get("kind", String.class)),
                                row.get("url", String.class),
                                row.get("sealed_to", String.class),
                                row.get("sealed_secret", byte[].class)));
    }

    /// Seals the secret of a target anew; nothing else of it changes.
    public static void replace(Tx tx, Receiver receiver, SealingKey key, String secret) {
        Sealed sealed = seal(key, receiver.name(), receiver.kind(), receiver.url(), secret);
        tx.sql()
                .update(OUTBOX_TARGETS)
                .set(OUTBOX_TARGETS.SEALED_TO, sealed.key())
                .set(OUTBOX_TARGETS.SEALED_SECRET, sealed.ciphertext())
                .where(OUTBOX_TARGETS.ID.eq(receiver.id().value()))
                .execute();
    }

    private static Binding binding(String name, TargetKind kind, String url) {
        return Binding.of("target", name, EnumWords.of(kind), url);
    }
}
