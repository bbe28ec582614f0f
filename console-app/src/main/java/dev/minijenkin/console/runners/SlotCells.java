package dev.minijenkin.console.runners;

import dev.minijenkin.db.view.runner.RunnerJob;
import dev.minijenkin.db.view.runner.RunnerView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/// The slots of a runner, a cell each: it fills towards the usual duration of its job, and is amber
/// beyond it. What is not offered is dashed.
final class SlotCells extends HBox {
    private static final int MOST = 8;
    private static final double WIDTH = 20;
    private static final double HEIGHT = 18;
    private static final double UNKNOWN = 0.5;

    SlotCells() {
        super(3);
        getStyleClass().add("slot-cells");
        setMouseTransparent(true);
    }

    void show(RunnerView runner, Instant at) {
        int shown = Math.min(MOST, runner.slots().capacity());
        while (getChildren().size() > shown) {
            getChildren().removeLast();
        }
        while (getChildren().size() < shown) {
            getChildren().add(new Cell());
        }
        List<RunnerJob> jobs = runner.jobs();
        for (int i = 0; i < shown; i++) {
            Cell cell = (Cell) getChildren().get(i);
            cell.show(i < jobs.size() ? share(jobs.get(i), at) : 0, i < jobs.size(), runner);
        }
    }

    /// Of the usual duration; a half where none is known.
    static double share(RunnerJob job, Instant at) {
        Duration usual = job.usual();
        return usual == null || usual.isZero()
                ? UNKNOWN
                : (double) Duration.between(job.claimed(), at).toMillis() / usual.toMillis();
    }

    private static final class Cell extends Pane {
        private final Region fill = new Region();
        private double share;

        private Cell() {
            getStyleClass().add("slot-cell");
            fill.getStyleClass().add("fill");
            getChildren().add(fill);
            setMinSize(WIDTH, HEIGHT);
            setPrefSize(WIDTH, HEIGHT);
            setMaxSize(WIDTH, HEIGHT);
        }

        private void show(double next, boolean taken, RunnerView runner) {
            share = Math.min(1, next);
            getStyleClass()
                    .setAll(
                            "slot-cell",
                            taken
                                    ? next > 1 ? "late" : "taken"
                                    : !runner.life().online()
                                            ? "silent"
                                            : runner.takesJobs() ? "free" : "kept");
            fill.setVisible(taken);
            requestLayout();
        }

        @Override
        protected void layoutChildren() {
            fill.resizeRelocate(0, 0, Math.rint(getWidth() * share), getHeight());
        }
    }
}
