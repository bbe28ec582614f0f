package dev.minijenkin.console.product;

import dev.minijenkin.console.markdown.MarkdownView;
import dev.minijenkin.console.part.CutLabel;
import dev.minijenkin.console.part.FileChoice;
import dev.minijenkin.db.artifact.Artifact;
import dev.minijenkin.db.artifact.ArtifactId;
import dev.minijenkin.db.testreport.TestReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.collections.MapChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// What a run left, in the panel beside its jobs: how its tests went, its artifacts, what its steps
/// tell. FX thread only.
public final class ProductsPane extends VBox {
    private static final int FEW_TESTS = 5;
    private static final int FEW_BLOCKS = 12;

    private final ProductsViewModel model;
    private final Doors doors;
    private final VBox artifacts = new VBox();
    private List<ArtifactRow> artifactRows = List.of();

    /// Where the panel leads to.
    ///
    /// @param tests shows the tests large
    /// @param summary shows the summaries large
    /// @param open opens an address of the web
    public record Doors(Runnable tests, Runnable summary, Consumer<String> open) {}

    public ProductsPane(ProductsViewModel model, Doors doors) {
        this.model = model;
        this.doors = doors;
        getStyleClass().add("products");
        artifacts.getStyleClass().add("product-rows");
        model.saving()
                .addListener(
                        (MapChangeListener<ArtifactId, Long>) change -> showSaved(change.getKey()));
        model.productsProperty().subscribe(this::show);
    }

    ProductsViewModel model() {
        return model;
    }

    /// To the first artifact.
    public void focusArtifacts() {
        artifactRows.stream().findFirst().ifPresent(ArtifactRow::focus);
    }

    private void showSaved(ArtifactId artifact) {
        artifactRows.stream()
                .filter(row -> row.artifact().equals(artifact))
                .forEach(row -> row.showSaved(Optional.ofNullable(model.saving().get(artifact))));
    }

    private void show(RunProducts products) {
        getChildren().clear();
        artifactRows = List.of();
        if (!products.reports().isEmpty()) {
            getChildren().add(tests(products));
        }
        if (!products.artifacts().isEmpty()) {
            showArtifacts(products);
            getChildren()
                    .add(
                            section(
                                    "Artifacts",
                                    Integer.toString(products.artifacts().size()),
                                    Optional.empty(),
                                    artifacts));
        }
        if (!products.summaries().isEmpty()) {
            getChildren().add(summary(products));
        }
        setManaged(!products.isEmpty());
        setVisible(!products.isEmpty());
    }

    private Node tests(RunProducts products) {
        TestReport.Counts counts = products.counts();
        VBox rows = new VBox();
        rows.getStyleClass().add("product-rows");
        rows.getChildren().addAll(new TestShares(counts), TestShares.words(counts));
        products.failed().stream()
                .limit(FEW_TESTS)
                .map(this::testRow)
                .forEach(rows.getChildren()::add);
        int more = products.failed().size() - FEW_TESTS;
        if (more > 0) {
            Label rest = new Label("and " + more + " more");
            rest.getStyleClass().addAll("small", "subtle", "product-row");
            rows.getChildren().add(rest);
        }
        return section(
                "Tests",
                "%,d".formatted(counts.all()),
                Optional.of(door("All that failed", "Tests of this run (K)", doors.tests())),
                rows);
    }

    private Node testRow(FailedTest test) {
        CutLabel name = new CutLabel(test.result().name());
        HBox.setHgrow(name, Priority.ALWAYS);
        name.setMaxWidth(Double.MAX_VALUE);
        HBox row = new HBox(8, TestShares.sign(test), name);
        row.getStyleClass().add("product-row");
        TestShares.verdict(test).ifPresent(row.getChildren()::add);
        row.setOnMouseClicked(event -> doors.tests().run());
        return row;
    }

    private void showArtifacts(RunProducts products) {
        List<ArtifactRow> rows = new ArrayList<>();
        for (Artifact artifact : products.artifacts()) {
            ArtifactRow row = new ArtifactRow(artifact, () -> choose(artifact));
            row.showSaved(Optional.ofNullable(model.saving().get(artifact.id())));
            rows.add(row);
        }
        artifactRows = List.copyOf(rows);
        artifacts.getChildren().setAll(rows);
    }

    private void choose(Artifact artifact) {
        FileChoice.ask(
                        getScene().getWindow(),
                        "Save the artifact " + artifact.name(),
                        ArtifactFile.name(artifact))
                .ifPresent(file -> model.save(artifact, file));
    }

    private Node summary(RunProducts products) {
        RunProducts.Summary first = products.summaries().getFirst();
        MarkdownView text = new MarkdownView(first.text(), FEW_BLOCKS, doors.open());
        text.getStyleClass().add("in-panel");
        int all = products.summaries().size();
        return section(
                "Summary",
                all > 1 ? Integer.toString(all) : "",
                Optional.of(
                        door(
                                all > 1 ? "All of them" : "Large",
                                "Summary of this run (S)",
                                doors.summary())),
                text);
    }

    private static Button door(String word, String explanation, Runnable action) {
        Button door = new Button(word);
        door.getStyleClass().add("link");
        door.setTooltip(new Tooltip(explanation));
        door.setAccessibleText(explanation);
        door.setOnAction(event -> action.run());
        return door;
    }

    private static VBox section(String title, String count, Optional<Button> door, Node content) {
        Label heading = new Label(title);
        heading.getStyleClass().add("panel-title");
        Label number = new Label(count);
        number.getStyleClass().add("subtle");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox head = new HBox(heading, number, gap);
        head.getStyleClass().add("side-head");
        head.setAlignment(Pos.CENTER_LEFT);
        door.ifPresent(head.getChildren()::add);
        VBox section = new VBox(head, content);
        section.getStyleClass().addAll("product-section", "ruled-above");
        return section;
    }
}
