package dev.minijenkin.db.secret;

import dev.minijenkin.db.seal.Binding;
import dev.minijenkin.db.seal.KeyRing;
import dev.minijenkin.db.seal.SealException;
import dev.minijenkin.db.seal.Sealed;
import dev.minijenkin.db.seal.SealingKey;
import dev.minijenkin.db.variable.Reach;
import dev.minijenkin.db.variable.ValueName;

/// A secret as its row has it. Its place is part of the seal: moved to another repository,
/// environment or name it cannot be opened.
public record SealedSecret(ValueName name, Reach reach, Sealed sealed) {
    /// Seals a value, for its place alone.
    public static SealedSecret of(SealingKey key, ValueName name, Reach reach, String value) {
        return new SealedSecret(name, reach, key.seal(binding(name, reach), value));
    }

    /// Its value.
    ///
    /// @throws SealException with the name and the cause
    public String open(KeyRing keys) {
        try {
            return keys.open(sealed, binding(name, reach));
        } catch (SealException e) {
            throw new SealException("Secret " + name + ": " + e.getMessage(), e);
        }
    }

    private static Binding binding(ValueName name, Reach reach) {
        return Binding.of(
                "secret",
                reach.repository() == null ? "" : Long.toString(reach.repository().value()),
                reach.environment() == null ? "" : Long.toString(reach.environment().value()),
                name.folded());
    }
}
