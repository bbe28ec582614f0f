package dev.minijenkin.console.run;

import dev.minijenkin.console.product.ProductsPane;
import dev.minijenkin.console.run.detail.RunDetail;
import dev.minijenkin.db.run.annotation.Annotation;
import dev.minijenkin.db.view.run.JobView;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// Binds the panel beside the jobs: what they and the reading of the workflow file had to say, a
/// click goes to the place; and what the run left.
final class AnnotationsController {
    private final Consumer<Annotation> chosen;
    private final ProductsPane products;
    private Optional<RunDetail> shown = Optional.empty();

    @FXML private VBox root;
    @FXML private Label heading;
    @FXML private Label count;
    @FXML private VBox content;
    @FXML private VBox said;
    @FXML private VBox annotations;

    /// @param products what the run left, below what was said
    AnnotationsController(Consumer<Annotation> chosen, ProductsPane products) {
        this.chosen = chosen;
        this.products = products;
    }

    @FXML
    private void initialize() {
        content.getChildren().add(products);
        products.managedProperty().subscribe(any -> showEither());
    }

    /// What there is to say, in words: `1 annotation`; empty where there is nothing.
    String summary() {
        int all = annotations.getChildren().size();
        String words = all == 0 ? "" : all + (all == 1 ? " annotation" : " annotations");
        if (!products.isManaged()) {
            return words;
        }
        return words.isEmpty() ? "What it left" : words + " and more";
    }

    void focusArtifacts() {
        products.focusArtifacts();
    }

    /// The panel is there as long as anything is in it.
    private void showEither() {
        boolean any = !annotations.getChildren().isEmpty();
        said.setVisible(any);
        said.setManaged(any);
        root.setManaged(any || products.isManaged());
    }

    /// To the first one.
    void focus() {
        annotations.getChildren().stream().findFirst().ifPresent(Node::requestFocus);
    }

    void show(RunDetail detail) {
        boolean same =
                shown.filter(before ->
                                before.annotations().equals(detail.annotations())
                                        && before.run().id().equals(detail.run().id()))
                        .isPresent();
        if (same) {
            return;
        }
        shown = Optional.of(detail);
        // What is worst first; alike ones as they came.
        List<Annotation> all =
                detail.annotations().stream()
                        .sorted(Comparator.comparing(Annotation::level).reversed())
                        .toList();
        heading.setText(detail.brokenFile().isPresent() ? "Errors and warnings" : "Annotations");
        count.setText(Integer.toString(all.size()));
        annotations
                .getChildren()
                .setAll(
                        all.stream()
                                .map(annotation ->
                                        new AnnotationCell(
                                                annotation, job(detail, annotation), chosen))
                                .toList());
        showEither();
    }

    private static String job(RunDetail detail, Annotation annotation) {
        return Optional.ofNullable(annotation.job())
                .flatMap(detail::job)
                .map(JobView::name)
                .orElse("");
    }
}
