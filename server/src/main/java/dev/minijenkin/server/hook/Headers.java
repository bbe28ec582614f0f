package dev.minijenkin.server.hook;

import java.util.Optional;

/// The headers of a request; names ignore case.
@FunctionalInterface
interface Headers {
    Optional<String> find(String name);
}
