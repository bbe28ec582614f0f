package dev.minijenkin.server.hook;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.repository.HookSecrets;
import dev.minijenkin.db.seal.KeyRing;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The repositories whose hooks came lately, with their secrets opened: to look one up and to open
/// its secret costs more than all else that the server does to take a hook.
///
/// What is remembered may be of yesterday. So a hook that is refused by it is looked at once more
/// by what [#lookUp] finds, and one that is taken by it is kept only where the database has the
/// same secret still ([dev.minijenkin.db.hook.Arrivals]). Thread-safe.
final class HookedRepositories {
    private static final int MOST = 1000;

    private final Database database;
    private final KeyRing keys;
    // Guarded by this; the one that was asked for longest ago is forgotten first.
    private final Map<String, HookedRepository> known = new LinkedHashMap<>(16, 0.75f, true);

    HookedRepositories(Database database, KeyRing keys) {
        this.database = database;
        this.keys = keys;
    }

    /// As it was when somebody looked last; looked up where nobody did.
    ///
    /// @param name ignoring case
    /// @throws dev.minijenkin.db.seal.SealException where its secret cannot be opened here
    Optional<HookedRepository> find(String name) {
        HookedRepository remembered = remembered(name);
        return remembered == null ? lookUp(name) : Optional.of(remembered);
    }

    /// As it is now.
    ///
    /// @param name ignoring case
    /// @throws dev.minijenkin.db.seal.SealException where its secret cannot be opened here
    Optional<HookedRepository> lookUp(String name) {
        Optional<HookSecrets.Hook> hook = database.statement(tx -> HookSecrets.find(tx, name));
        if (hook.isEmpty()) {
            forget(name);
            return Optional.empty();
        }
        return hook.map(found -> opened(name, found));
    }

    private HookedRepository opened(String name, HookSecrets.Hook hook) {
        HookedRepository before = remembered(name);
        if (before != null
                && before.id().equals(hook.repository())
                && before.secret().equals(hook.secret())) {
            return before;
        }
        HookedRepository fresh =
                new HookedRepository(
                        hook.repository(),
                        hook.secret(),
                        new HookSignature(HookSecrets.open(keys, hook.name(), hook.secret())));
        remember(name, fresh);
        return fresh;
    }

    private synchronized @Nullable HookedRepository remembered(String name) {
        return known.get(key(name));
    }

    private synchronized void remember(String name, HookedRepository repository) {
        known.put(key(name), repository);
        if (known.size() > MOST) {
            known.remove(known.keySet().iterator().next());
        }
    }

    private synchronized void forget(String name) {
        known.remove(key(name));
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
