package dev.minijenkin.console.insight;

import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.CutLabel;
import dev.minijenkin.console.part.chart.Sparkline;
import dev.minijenkin.console.part.layout.FittingRow;
import dev.minijenkin.console.part.list.LiveCell;
import dev.minijenkin.db.view.insight.PipelineInsight;
import java.time.Duration;
import java.time.Instant;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// A pipeline: how often it succeeds and how long it takes, each with what it was before.
final class InsightCell extends LiveCell<PipelineInsight> {
    private final CutLabel name = new CutLabel("", "medium");
    private final CutLabel flaky = new CutLabel("", "small", "muted");
    private final Pair rate = new Pair();
    private final Pair runs = new Pair();
    private final Pair median = new Pair();
    private final Pair p95 = new Pair();
    private final Sparkline course = new Sparkline();
    private final HBox line;

    /// A figure, and below it what it was before.
    private static final class Pair extends VBox {
        private final Label now = new Label();
        private final Label before = new Label();

        Pair() {
            setAlignment(Pos.CENTER_RIGHT);
            before.getStyleClass().addAll("small", "muted");
            InsightColumns.sized(this, InsightColumns.FIGURE);
            getChildren().addAll(now, before);
        }

        void show(String text, String was, boolean worse) {
            now.setText(worse ? "▲ " + text : text);
            before.setText(was);
            now.getStyleClass().setAll("label", worse ? "alert" : "plain");
        }
    }

    InsightCell(DatabaseClock clock) {
        super(clock);
        VBox names = new VBox(1, name, flaky);
        names.setAlignment(Pos.CENTER_LEFT);
        names.setMinWidth(0);
        InsightColumns.name(names, room());
        course.setMinHeight(30);
        course.setPrefHeight(30);
        course.setMaxHeight(30);
        course.setMinWidth(0);
        HBox drawn = new HBox(course);
        drawn.getStyleClass().add("insight-course");
        HBox.setHgrow(course, Priority.ALWAYS);
        HBox.setHgrow(drawn, Priority.ALWAYS);
        line = new HBox(names, rate, runs, median, p95, drawn);
        line.getStyleClass().add("queue-line");
    }

    @Override
    protected Node show(PipelineInsight pipeline) {
        name.setText(pipeline.name());
        flaky.setText(
                pipeline.flaky() == 0
                        ? ""
                        : pipeline.flaky() == 1
                                ? "failed and passed on 1 commit"
                                : "failed and passed on " + pipeline.flaky() + " commits");
        FittingRow.setShown(flaky, pipeline.flaky() > 0);
        rate.show(
                InsightText.rate(pipeline.now()),
                "was " + InsightText.rate(pipeline.before()),
                InsightText.failsMore(pipeline));
        runs.show(
                "%,d".formatted(pipeline.now().runs()),
                pipeline.now().failed() == 0
                        ? "none failed"
                        : "%,d failed".formatted(pipeline.now().failed()),
                false);
        median.show(
                InsightText.time(pipeline.now().median()),
                "was " + InsightText.time(pipeline.before().median()),
                InsightText.slower(pipeline));
        p95.show(
                InsightText.time(pipeline.now().p95()),
                "was " + InsightText.time(pipeline.before().p95()),
                InsightText.slowerAtWorst(pipeline));
        course.show(medians(pipeline), Double.NaN, Double.NaN);
        course.getStyleClass()
                .setAll("sparkline", InsightText.slower(pipeline) ? "alert" : "plain");
        setAccessibleText(
                "%s: %s of %d runs succeeded, they took %s usually, %s at 95 in 100; %s"
                        .formatted(
                                pipeline.name(),
                                InsightText.rate(pipeline.now()),
                                pipeline.now().runs(),
                                InsightText.time(pipeline.now().median()),
                                InsightText.time(pipeline.now().p95()),
                                InsightText.change(pipeline, pipeline.days().size())));
        return line;
    }

    private static double[] medians(PipelineInsight pipeline) {
        return pipeline.days().stream()
                .mapToDouble(day -> {
                    Duration took = day.figures().median();
                    return took == null ? Double.NaN : took.toMillis();
                })
                .toArray();
    }

    @Override
    protected void showTimes(PipelineInsight pipeline, Instant at) {}
}
