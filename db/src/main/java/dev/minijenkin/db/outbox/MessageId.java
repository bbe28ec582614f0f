package dev.minijenkin.db.outbox;

/// A row of `webhooks_outbox`.
public record MessageId(long value) {}
