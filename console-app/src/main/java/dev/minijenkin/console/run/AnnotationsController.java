package dev.minijenkin.console.run;

import dev.minijenkin.db.run.Annotation;
import dev.minijenkin.db.view.run.JobView;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.fxml.FXML;
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
        List<Annotation> all = detail.annotations();
        root.setVisible(!all.isEmpty());
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
