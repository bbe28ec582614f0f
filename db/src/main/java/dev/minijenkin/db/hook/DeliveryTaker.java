package dev.minijenkin.db.hook;

import java.time.Duration;
import java.util.UUID;

/// A process that takes deliveries. While it has one of a repository in hand, no other takes any of
/// that repository.
///
/// @param id made anew by each process
/// @param lease after which what it took is due again, should it die
public record DeliveryTaker(UUID id, Duration lease) {}
