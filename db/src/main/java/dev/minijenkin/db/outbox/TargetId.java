package dev.minijenkin.db.outbox;

/// A row of `outbox_targets`.
public record TargetId(long value) {}
