package dev.minijenkin.db.hook;

import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.RepositoryId;
import java.time.Duration;

/// A delivery that was taken to be processed.
///
/// @param host of the repository's URL; empty: on this machine
/// @param attempts this one included
/// @param begun attempts since somebody last said what came of one, this one included
/// @param age since it arrived, or was redelivered
/// @param probe whether it is to find out if a remote that was away is back
public record Delivery(
        DeliveryId id,
        RepositoryId repository,
        String host,
        DeliverySource source,
        String event,
        byte[] payload,
        int attempts,
        int begun,
        Duration age,
        boolean probe) {}
