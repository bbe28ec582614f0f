package dev.minijenkin.db;

/// Identity in `hook_deliveries`.
public record DeliveryId(long value) {}
