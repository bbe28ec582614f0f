package dev.minijenkin.console.product;

import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import dev.minijenkin.console.part.CutLabel;
import dev.minijenkin.db.artifact.Artifact;
import dev.minijenkin.db.artifact.ArtifactId;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/// An artifact: its name, its size, and how far it is saved. FX thread only.
final class ArtifactRow extends HBox {
    private final Artifact artifact;
    private final Label size = new Label();
    private final Button save = new Button(null, new IconView(Icon.SAVE, 14));

    /// @param choose asks where it is to be saved
    ArtifactRow(Artifact artifact, Runnable choose) {
        this.artifact = artifact;
        getStyleClass().add("product-row");
        CutLabel name = new CutLabel(artifact.name());
        name.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(name, Priority.ALWAYS);
        size.getStyleClass().addAll("small", "subtle");
        size.setMinWidth(USE_PREF_SIZE);
        save.getStyleClass().addAll("bare", "in-row");
        save.setTooltip(new Tooltip("Save it as a file\nSHA-256 " + artifact.digest()));
        save.setAccessibleText(
                "Save " + artifact.name() + ", " + ByteWords.of(artifact.bytes()) + ", as a file");
        save.setOnAction(event -> choose.run());
        getChildren().addAll(new IconView(Icon.ARTIFACT, 14), name, size, save);
        showSaved(Optional.empty());
    }

    ArtifactId artifact() {
        return artifact.id();
    }

    void focus() {
        save.requestFocus();
    }

    /// @param bytes that are written; empty: it is not being saved
    void showSaved(Optional<Long> bytes) {
        String all = ByteWords.of(artifact.bytes());
        size.setText(bytes.map(written -> ByteWords.of(written) + " of " + all).orElse(all));
    }
}
