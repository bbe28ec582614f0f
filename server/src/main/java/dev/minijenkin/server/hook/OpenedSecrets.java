package dev.minijenkin.server.hook;

import dev.minijenkin.db.repository.HookSecrets;
import dev.minijenkin.db.seal.KeyRing;
import dev.minijenkin.db.seal.Sealed;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// The secrets of hooks that came lately, opened: to open one costs more processor time than all
/// else that the server does to take a hook. One that is sealed anew is opened anew. Thread-safe.
final class OpenedSecrets {
    private static final int MOST = 1000;

    private final KeyRing keys;
    // Guarded by this; the one that was asked for longest ago is forgotten first.
    private final Map<Known, HookSignature> opened = new LinkedHashMap<>(16, 0.75f, true);

    private record Known(String repository, Sealed secret) {}

    OpenedSecrets(KeyRing keys) {
        this.keys = keys;
    }

    /// What hooks of a repository are signed with.
    ///
    /// @throws dev.minijenkin.db.seal.SealException where it cannot be opened here
    HookSignature open(String repository, Sealed secret) {
        Known asked = new Known(repository.toLowerCase(Locale.ROOT), secret);
        synchronized (this) {
            HookSignature known = opened.get(asked);
            if (known != null) {
                return known;
            }
        }
        HookSignature fresh = new HookSignature(HookSecrets.open(keys, repository, secret));
        synchronized (this) {
            opened.put(asked, fresh);
            if (opened.size() > MOST) {
                opened.remove(opened.keySet().iterator().next());
            }
        }
        return fresh;
    }
}
