package dev.minijenkin.db.view.delivery;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A try to deliver a message.
///
/// @param status HTTP status; null: no answer
/// @param error empty: it did not fail
public record DeliveryAttempt(
        int number, Instant started, Duration took, @Nullable Integer status, String error) {}
