package dev.minijenkin.server.http;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;

/// One path and who answers it, on a virtual thread of the request's own.
///
/// @param path as Javalin writes it: `{name}` is one segment, `<name>` may hold slashes
/// @param handler may throw: the server answers every exception as JSON
public record Route(HandlerType method, String path, Handler handler) {
    public static Route get(String path, Handler handler) {
        return new Route(HandlerType.GET, path, handler);
    }

    public static Route post(String path, Handler handler) {
        return new Route(HandlerType.POST, path, handler);
    }
}
