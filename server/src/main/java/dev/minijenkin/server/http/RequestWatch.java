package dev.minijenkin.server.http;

import java.time.Duration;

/// Is told of each request that was answered; returns at once.
@FunctionalInterface
public interface RequestWatch {
    /// Tells nobody.
    RequestWatch NOBODY = (_, _, _, _) -> {};

    /// A request was answered.
    ///
    /// @param path as its route has it, with the names of its parameters
    void answered(String method, String path, int status, Duration took);
}
