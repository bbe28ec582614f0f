package dev.minijenkin.server.delivery;

import java.time.Duration;

/// @param concurrent how many repositories have their turn at a time; most of the time of one is
///   waiting for a git host
/// @param ofHost how many of them of one git host
/// @param ofTurn how many deliveries of a repository are carried out together
/// @param ofRepository how many are taken of one repository before their turn comes
/// @param mostWaiting how many are taken in all before their turn comes
/// @param mostWaitingBytes how many bytes their payloads may have
/// @param lease after which a delivery whose processor died is taken by another; one that waits or
///   is worked on renews it
/// @param poll how often it looks without a hint
record ProcessorSettings(
        int concurrent,
        int ofHost,
        int ofTurn,
        int ofRepository,
        int mostWaiting,
        long mostWaitingBytes,
        Duration lease,
        Duration poll) {
    static final ProcessorSettings USUAL =
            new ProcessorSettings(
                    32, 4, 16, 32, 1000, 64L << 20, Duration.ofSeconds(60), Duration.ofSeconds(4));
}
