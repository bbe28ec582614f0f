package dev.minijenkin.db.outbox;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A target as people see it.
///
/// @param repository name; empty: it hears of all
/// @param url which everybody may see
/// @param events words
/// @param failures in a row
/// @param pausedUntil nothing is sent before; null: it is
/// @param waiting messages that are not delivered yet
/// @param dead messages that were given up
public record Target(
        TargetId id,
        String name,
        TargetKind kind,
        String repository,
        String url,
        List<String> events,
        List<String> pipelines,
        List<String> branches,
        boolean onlyChanges,
        boolean enabled,
        int failures,
        @Nullable Instant pausedUntil,
        long waiting,
        long dead) {}
