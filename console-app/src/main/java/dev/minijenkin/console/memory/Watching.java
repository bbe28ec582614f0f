package dev.minijenkin.console.memory;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// What a person wants to hear of without looking.
///
/// @param pipelines by their titles: `shop-web / ci`
/// @param names under which they push; empty: as their database role is called
/// @param desktop whether the desktop tells at once
/// @param readUntil by database: what happened before is read, in milliseconds since 1970
public record Watching(
        Set<String> pipelines, Set<String> names, boolean desktop, Map<String, Long> readUntil) {
    // A file may leave them out.
    @SuppressWarnings("ConstantValue")
    public Watching {
        pipelines = pipelines == null ? Set.of() : pipelines;
        names = names == null ? Set.of() : names;
        readUntil = readUntil == null ? Map.of() : readUntil;
    }

    static Watching nothing() {
        return new Watching(Set.of(), Set.of(), true, Map.of());
    }

    /// With a pipeline, or without it where it is watched already.
    public Watching toggled(String pipeline) {
        Set<String> next = new LinkedHashSet<>(pipelines);
        if (!next.remove(pipeline)) {
            next.add(pipeline);
        }
        return new Watching(next, names, desktop, readUntil);
    }

    public Watching withNames(Set<String> next) {
        return new Watching(pipelines, next, desktop, readUntil);
    }

    public Watching withDesktop(boolean next) {
        return new Watching(pipelines, names, next, readUntil);
    }

    public Watching readUntil(String database, long milliseconds) {
        Map<String, Long> next = new LinkedHashMap<>(readUntil);
        next.put(database, milliseconds);
        return new Watching(pipelines, names, desktop, next);
    }
}
