package dev.minijenkin.console.sample;

import dev.minijenkin.console.product.ProductsSource;
import dev.minijenkin.console.product.RunProducts;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.artifact.ArtifactId;
import java.util.Optional;

/// Runs that left nothing beside their logs.
public final class NoProducts implements ProductsSource {
    @Override
    public RunProducts products(RunId run, int attempt) {
        return RunProducts.NONE;
    }

    @Override
    public Optional<byte[]> piece(ArtifactId artifact, int seq) {
        return Optional.empty();
    }
}
