package dev.minijenkin.db.seal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/// What a sealed value belongs to, which is part of the seal: put anywhere else it cannot be
/// opened.
public final class Binding {
    private final String text;

    private Binding(String text) {
        this.text = text;
    }

    /// Of a kind of value, and what tells one of that kind from all others. Each part is written
    /// with its length, so that no two bindings read alike.
    ///
    /// @param kind such as `target`
    public static Binding of(String kind, String... parts) {
        return new Binding(
                "v1 "
                        + kind
                        + List.of(parts).stream()
                                .map(part -> " " + part.length() + ":" + part)
                                .collect(Collectors.joining()));
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return text;
    }
}
