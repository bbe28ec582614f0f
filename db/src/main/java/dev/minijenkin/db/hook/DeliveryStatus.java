package dev.minijenkin.db.hook;

import dev.minijenkin.db.RepositoryId;
import java.util.Optional;

/// How far a delivery is.
///
/// @param error why its last attempt failed, or why it was ignored
/// @param hasBody whether it can be carried out again
public record DeliveryStatus(
        RepositoryId repository, DeliveryState state, Optional<String> error, boolean hasBody) {}
