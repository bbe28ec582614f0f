package dev.minijenkin.server.delivery;

import java.time.Duration;

/// @param concurrent how many deliveries are carried out at a time, of different repositories
/// @param mostWaiting how many are taken before their turn comes
/// @param mostWaitingBytes how many bytes their payloads may have
/// @param lease after which a delivery whose processor died is taken by another; one that is still
///   worked on renews it
/// @param poll how often it looks without a hint
record ProcessorSettings(
        int concurrent, int mostWaiting, long mostWaitingBytes, Duration lease, Duration poll) {
    static final ProcessorSettings USUAL =
            new ProcessorSettings(8, 500, 64L << 20, Duration.ofSeconds(60), Duration.ofSeconds(2));
}
