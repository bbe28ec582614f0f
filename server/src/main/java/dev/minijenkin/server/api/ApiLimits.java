package dev.minijenkin.server.api;

import java.time.Duration;

/// What callers may cost.
///
/// @param perSecond requests of one token
/// @param burst requests of one token at once
/// @param wrongTokens of one address at once, and so many a minute
/// @param body largest one in bytes
/// @param requests how many are carried out at a time; others wait a moment for their turn
/// @param streams events and logs that are sent at a time
/// @param heartbeat after which a stream says that it lives, where nothing else is to be said
/// @param unread after which a client that reads nothing is cut; longer than a heartbeat
/// @param check how often the token of a stream is looked at again
public record ApiLimits(
        double perSecond,
        int burst,
        int wrongTokens,
        int body,
        int requests,
        int streams,
        Duration heartbeat,
        Duration unread,
        Duration check) {
    public static final ApiLimits USUAL =
            new ApiLimits(
                    20,
                    100,
                    20,
                    1 << 20,
                    64,
                    2000,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(30));
}
