package dev.minijenkin.server.scale;

import java.net.URI;
import java.nio.file.Path;

/// Who is told.
public sealed interface ScaleReceiver {
    /// A program of this host, which reads the message from its standard input and says by its exit
    /// code whether it has seen to it.
    record Program(Path file) implements ScaleReceiver {}

    /// An address that takes the message as the body of a POST, and answers with 2xx.
    ///
    /// @param secret by which the message is signed; empty: it is not
    record Address(URI url, String secret) implements ScaleReceiver {}

    /// A Kubernetes, in which this server makes a pod for each job that finds no runner.
    ///
    /// @param namespace empty: that of this process
    /// @param templates file of pods
    record Pods(String namespace, Path templates) implements ScaleReceiver {}
}
