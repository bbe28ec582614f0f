package dev.minijenkin.db.seal;

import dev.minijenkin.db.EnumWords;

/// Whose private half opens what is sealed.
public enum KeyPurpose {
    /// What jobs read as `secrets`.
    RUNNER,
    /// What the server itself needs: secrets of hooks and tokens of targets.
    SERVER;

    /// As the database and the names of files spell it.
    public String word() {
        return EnumWords.of(this);
    }
}
