package dev.minijenkin.console.product;

import dev.minijenkin.console.markdown.MarkdownView;
import dev.minijenkin.console.part.TextClipboard;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// What the steps of a run tell people, large. FX thread only.
final class SummaryPage extends VBox {
    private static final int MOST_BLOCKS = 2000;

    private final ScrollPane area = new ScrollPane();
    private final VBox texts = new VBox();
    private final Label none = new Label("No step of this attempt wrote a summary");
    private final Consumer<String> open;

    /// @param open opens an address of the web
    /// @param say tells the person one sentence
    SummaryPage(ProductsViewModel model, Consumer<String> open, Consumer<String> say) {
        this.open = open;
        getStyleClass().add("product-page");
        Label title = new Label("Summary");
        title.getStyleClass().add("panel-title");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button copy = new Button("Copy as Markdown");
        copy.getStyleClass().add("compact");
        copy.setTooltip(new Tooltip("All of it, as the steps wrote it"));
        copy.setOnAction(event -> {
            TextClipboard.put(
                    model.productsProperty().get().summaries().stream()
                            .map(summary -> summary.step().body().stripTrailing())
                            .collect(Collectors.joining("\n\n")));
            say.accept("The summary is copied as Markdown");
        });
        HBox head = new HBox(title, gap, copy);
        head.getStyleClass().addAll("plan-head", "ruled-below");
        texts.getStyleClass().add("summaries");
        area.setContent(texts);
        area.setFitToWidth(true);
        area.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        area.setAccessibleText("What the steps tell");
        none.getStyleClass().add("muted");
        StackPane body = new StackPane(area, none);
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(head, body);
        model.productsProperty()
                .subscribe(products -> {
                    show(products);
                    copy.setDisable(products.summaries().isEmpty());
                });
    }

    void focus() {
        area.requestFocus();
    }

    private void show(RunProducts products) {
        none.setVisible(products.summaries().isEmpty());
        texts.getChildren().setAll(products.summaries().stream().map(this::section).toList());
    }

    private Node section(RunProducts.Summary summary) {
        Label of = new Label(summary.title());
        of.getStyleClass().addAll("small", "subtle");
        return new VBox(8, of, new MarkdownView(summary.text(), MOST_BLOCKS, open));
    }
}
