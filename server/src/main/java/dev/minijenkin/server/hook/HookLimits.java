package dev.minijenkin.server.hook;

import java.time.Duration;

/// What strangers may cost: they are strangers until the whole body has come and its signature was
/// checked.
///
/// @param body largest one in bytes
/// @param requests how many are taken at a time
/// @param deadline for the whole body to come
/// @param inMemory bytes of a body that is still coming, before it goes to a file
/// @param inFiles bytes of all that go to files
/// @param verified bytes that are held in memory for all bodies whose signature was right
record HookLimits(
        long body, int requests, Duration deadline, int inMemory, long inFiles, long verified) {
    static HookLimits usual(long body) {
        return new HookLimits(body, 256, Duration.ofSeconds(30), 64 << 10, 1L << 30, 64L << 20);
    }
}
