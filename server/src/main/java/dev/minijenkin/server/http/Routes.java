package dev.minijenkin.server.http;

import java.util.List;

/// The paths of one kind of requests: hooks, health. A further kind is a further entry in the list
/// that the [HttpServer] is given.
///
/// @param name for the log
public record Routes(String name, List<Route> routes) {
    public Routes {
        routes = List.copyOf(routes);
    }

    public static Routes of(String name, Route... routes) {
        return new Routes(name, List.of(routes));
    }
}
