package dev.minijenkin.console.product;

import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.live.Latest;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.artifact.Artifact;
import dev.minijenkin.db.artifact.ArtifactId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableMap;

/// What the run that is shown left beside its logs: read when the run is opened, and again when
/// more of it has ended. FX thread only.
public final class ProductsViewModel {
    private final Background background;
    private final ProductsSource source;
    private final Consumer<String> say;
    private final Latest<RunProducts> reading;
    private final ReadOnlyObjectWrapper<RunProducts> products =
            new ReadOnlyObjectWrapper<>(RunProducts.NONE);
    private final ObservableMap<ArtifactId, Long> saving = FXCollections.observableHashMap();
    private Optional<Shown> shown = Optional.empty();

    /// An attempt, as far as it has come.
    ///
    /// @param ended how much of it has: what it leaves may be more when this is another number
    private record Shown(RunId run, int attempt, long ended) {
        private boolean sameAttempt(Shown other) {
            return run.equals(other.run) && attempt == other.attempt;
        }
    }

    /// @param say tells the person one sentence
    public ProductsViewModel(Background background, ProductsSource source, Consumer<String> say) {
        this.background = background;
        this.source = source;
        this.say = say;
        this.reading = new Latest<>(background, Duration.ZERO);
    }

    /// Nothing until it is read.
    public ReadOnlyObjectProperty<RunProducts> productsProperty() {
        return products.getReadOnlyProperty();
    }

    public boolean hasArtifacts() {
        return !products.get().artifacts().isEmpty();
    }

    /// What is being saved now, and how many bytes of it are.
    ObservableMap<ArtifactId, Long> saving() {
        return saving;
    }

    /// Shows an attempt of a run from now on.
    ///
    /// @param ended how many of its jobs and steps have
    public void show(RunId run, int attempt, long ended) {
        Shown next = new Shown(run, attempt, ended);
        if (shown.filter(next::equals).isPresent()) {
            return;
        }
        if (shown.filter(next::sameAttempt).isEmpty()) {
            products.set(RunProducts.NONE);
        }
        shown = Optional.of(next);
        reading.ask(
                stale -> source.products(run, attempt),
                products::set,
                // It is read again with the next change, or when the run is opened again.
                error -> shown = Optional.empty());
    }

    /// Writes an artifact to a file, on a worker.
    void save(Artifact artifact, Path file) {
        ArtifactId id = artifact.id();
        if (saving.containsKey(id)) {
            return;
        }
        saving.put(id, 0L);
        background.read(
                () -> {
                    ArtifactFile.write(
                            artifact,
                            seq -> source.piece(id, seq),
                            file,
                            bytes -> Platform.runLater(() -> saving.replace(id, bytes)));
                    return file;
                },
                done -> {
                    saving.remove(id);
                    say.accept(artifact.name() + " saved as " + done);
                },
                error -> {
                    saving.remove(id);
                    say.accept(String.valueOf(error.getMessage()));
                });
    }
}
