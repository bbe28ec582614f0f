package dev.minijenkin.db.seal;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The private keys that a process holds, of one purpose: that in use, and older ones whose values
/// are not sealed anew yet. Immutable.
public final class KeyRing {
    /// Opens nothing.
    public static final KeyRing NONE = new KeyRing(Map.of());

    private final Map<String, KeyPair> pairs;

    private KeyRing(Map<String, KeyPair> pairs) {
        this.pairs = Map.copyOf(pairs);
    }

    public static KeyRing of(Collection<KeyPair> pairs) {
        Map<String, KeyPair> byFingerprint = new LinkedHashMap<>();
        pairs.forEach(pair -> byFingerprint.put(pair.fingerprint(), pair));
        return new KeyRing(byFingerprint);
    }

    public Set<String> fingerprints() {
        return pairs.keySet();
    }

    /// The first of them; empty where there is none.
    public Optional<KeyPair> first() {
        return pairs.keySet().stream().sorted().findFirst().map(pairs::get);
    }

    /// The pair of a fingerprint.
    public Optional<KeyPair> pair(String fingerprint) {
        return Optional.ofNullable(pairs.get(fingerprint));
    }

    /// What was sealed for this place.
    ///
    /// @throws SealException where the key is not among these, or the value was sealed for another
    ///   place or changed; with a sentence for a person, without its subject: "key … is not here"
    public String open(Sealed sealed, Binding binding) {
        return pair(sealed.key())
                .orElseThrow(() ->
                        new SealException(
                                "It is sealed to key %s, whose private half this process does not hold (%s): bring the file of that key and start it again"
                                        .formatted(sealed.key(), held())))
                .open(sealed, binding);
    }

    private String held() {
        return pairs.isEmpty() ? "it holds none" : "it holds " + String.join(", ", pairs.keySet());
    }

    /// Fingerprints alone.
    @Override
    public String toString() {
        return "Keys " + pairs.keySet();
    }
}
