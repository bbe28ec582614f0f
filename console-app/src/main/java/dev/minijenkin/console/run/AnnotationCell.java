package dev.minijenkin.console.run;

import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import dev.minijenkin.console.state.StateIcon;
import dev.minijenkin.console.state.StateShape;
import dev.minijenkin.db.run.annotation.Annotation;
import dev.minijenkin.db.run.annotation.AnnotationLevel;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// What a job or the reading of the workflow file had to say: what, and where.
final class AnnotationCell extends HBox {
    /// @param job name of the job that said it; empty: none
    /// @param chosen is told when a person wants to see the place
    AnnotationCell(Annotation annotation, String job, Consumer<Annotation> chosen) {
        super(10);
        getStyleClass().add("annotation");
        setFocusTraversable(true);
        Label title =
                new Label(annotation.title().isEmpty() ? annotation.message() : annotation.title());
        title.setWrapText(true);
        VBox texts = new VBox(2, title);
        if (!annotation.title().isEmpty()) {
            Label message = new Label(annotation.message());
            message.getStyleClass().addAll("small", "muted");
            message.setWrapText(true);
            texts.getChildren().add(message);
        }
        String place = place(annotation);
        if (!place.isEmpty()) {
            Label where = new Label(place);
            where.getStyleClass().addAll("mono", "annotation-place");
            where.setWrapText(true);
            texts.getChildren().add(where);
        }
        if (!job.isEmpty()) {
            Label of = new Label(job);
            of.getStyleClass().addAll("small", "subtle");
            texts.getChildren().add(of);
        }
        HBox.setHgrow(texts, Priority.ALWAYS);
        getChildren().addAll(sign(annotation.level()), texts);
        setAccessibleText(annotation.message() + " " + place);
        setOnMouseClicked(event -> chosen.accept(annotation));
        setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
                chosen.accept(annotation);
                event.consume();
            }
        });
    }

    /// `ci.yml:12:5`; empty where there is no place.
    static String place(Annotation annotation) {
        if (annotation.path().isEmpty()) {
            return "";
        }
        String line = annotation.line() > 0 ? ":" + annotation.line() : "";
        String column = annotation.column() > 0 ? ":" + annotation.column() : "";
        return annotation.path() + line + column;
    }

    private static Node sign(AnnotationLevel level) {
        return switch (level) {
            case FAILURE -> new StateIcon(StateShape.FAILURE);
            case WARNING -> icon(Icon.WARNING, "alert");
            case NOTICE -> icon(Icon.INFO, "subtle");
        };
    }

    private static Node icon(Icon shape, String tone) {
        IconView icon = new IconView(shape, 16);
        icon.getStyleClass().add(tone);
        return icon;
    }
}
