package dev.minijenkin.console.connection;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Passwords of profiles: in memory as long as the console lives, and in the desktop's keyring
/// where a person wants that. Thread-safe.
public final class Passwords {
    private final Optional<Keyring> keyring;
    private final Map<Profile, String> known = new ConcurrentHashMap<>();

    /// Passwords that nobody has told yet.
    ///
    /// @param keyring empty: memory alone
    public Passwords(Optional<Keyring> keyring) {
        this.keyring = keyring;
    }

    boolean hasKeyring() {
        return keyring.isPresent();
    }

    /// Empty where nobody told. Called on a worker.
    String of(Profile profile) {
        String password = known.get(profile);
        return password != null
                ? password
                : keyring.flatMap(ring -> ring.password(profile)).orElse("");
    }

    /// Called on a worker.
    ///
    /// @param inKeyring whether the desktop is to keep it too
    /// @return whether all that was wished was done
    boolean remember(Profile profile, String password, boolean inKeyring) {
        known.put(profile, password);
        return !inKeyring
                || password.isEmpty()
                || keyring.map(ring -> ring.keep(profile, password)).orElse(false);
    }

    /// Called on a worker.
    void forget(Profile profile) {
        known.remove(profile);
        keyring.ifPresent(ring -> ring.forget(profile));
    }
}
