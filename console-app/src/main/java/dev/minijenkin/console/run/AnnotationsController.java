package dev.minijenkin.console.run;

import dev.minijenkin.db.run.Annotation;
import dev.minijenkin.db.view.run.JobView;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// Binds what the jobs and the reading of the workflow file had to say; a click goes to the place.
final class AnnotationsController {
    private final Consumer<Annotation> chosen;
    private Optional<RunDetail> shown = Optional.empty();

    @FXML private VBox root;
    @FXML private Label heading;
    @FXML private Label count;
    @FXML private VBox annotations;

    AnnotationsController(Consumer<Annotation> chosen) {
        this.chosen = chosen;
    }

    /// What there is to say, in words: `1 annotation`; empty where there is nothing.
    String summary() {
        int all = annotations.getChildren().size();
        return all == 0 ? "" : all + (all == 1 ? " annotation" : " annotations");
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
        root.setManaged(!all.isEmpty());
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
    }

    private static String job(RunDetail detail, Annotation annotation) {
        return Optional.ofNullable(annotation.job())
                .flatMap(detail::job)
                .map(JobView::name)
                .orElse("");
    }
}
