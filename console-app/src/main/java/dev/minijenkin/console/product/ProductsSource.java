package dev.minijenkin.console.product;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.artifact.ArtifactId;
import java.util.Optional;

/// Where what runs leave comes from.
public interface ProductsSource {
    RunProducts products(RunId run, int attempt);

    /// A piece of an artifact; empty after the last one.
    ///
    /// @param seq counts from 0
    Optional<byte[]> piece(ArtifactId artifact, int seq);
}
