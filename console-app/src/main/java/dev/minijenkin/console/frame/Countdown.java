package dev.minijenkin.console.frame;

import javafx.animation.KeyFrame;
import javafx.animation.KeyValue;
import javafx.animation.Timeline;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Arc;
import javafx.scene.shape.ArcType;
import javafx.util.Duration;

/// A ring that runs out, with the seconds that are left in it. FX thread only.
final class Countdown extends StackPane {
    private static final double SIZE = 24;
    private static final double RADIUS = 10;

    private final Arc left = new Arc(SIZE / 2, SIZE / 2, RADIUS, RADIUS, 90, 360);
    private final Arc track = new Arc(SIZE / 2, SIZE / 2, RADIUS, RADIUS, 90, 360);
    private final Label seconds = new Label();
    private Timeline runs = new Timeline();

    Countdown() {
        getStyleClass().add("countdown");
        setMinSize(SIZE, SIZE);
        setMaxSize(SIZE, SIZE);
        left.setType(ArcType.OPEN);
        track.setType(ArcType.OPEN);
        left.getStyleClass().add("left");
        track.getStyleClass().add("track");
        getChildren().addAll(new Pane(track, left), seconds);
    }

    /// Runs out within a time, and then does something; what ran before is stopped.
    void start(Duration within, Runnable over) {
        stop();
        left.setLength(360);
        runs =
                new Timeline(
                        new KeyFrame(
                                within,
                                event -> over.run(),
                                new KeyValue(left.lengthProperty(), 0)));
        runs.currentTimeProperty()
                .subscribe(at ->
                        seconds.setText(
                                Long.toString((long) Math.ceil(within.subtract(at).toSeconds()))));
        runs.play();
    }

    void stop() {
        runs.stop();
    }
}
