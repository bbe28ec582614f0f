package dev.minijenkin.console.insight;

import dev.minijenkin.console.part.CutLabel;
import dev.minijenkin.console.part.chart.DurationBar;
import dev.minijenkin.db.testreport.TestHistory;
import dev.minijenkin.db.view.insight.PipelineDetail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// The sections of the panel of a pipeline that say what it spends its time on, and what of it
/// cannot be relied on. FX thread only.
final class PipelineDetailParts {
    private static final double BAR = 84;
    private static final double TICK = 0.8;
    private static final double TIME = 64;

    private PipelineDetailParts() {}

    /// What there is to say; a section of which there is nothing is left out.
    static List<Node> of(PipelineDetail detail) {
        List<Node> parts = new ArrayList<>();
        add(parts, "Slowest jobs", told(detail), jobs(detail.jobs()));
        add(parts, "Slowest steps", "median", steps(detail.steps()));
        add(
                parts,
                "Flaky tests",
                "of the repository",
                detail.flakyTests().stream().map(PipelineDetailParts::test).toList());
        add(
                parts,
                "Flaky jobs",
                "failed and passed at one commit",
                detail.flakyJobs().stream().map(PipelineDetailParts::job).toList());
        add(
                parts,
                "Waiting for a runner, by label",
                "median, p95",
                detail.waits().stream().map(PipelineDetailParts::waited).toList());
        return parts;
    }

    private static String told(PipelineDetail detail) {
        boolean compares = detail.jobs().stream().anyMatch(job -> job.before() != null);
        return compares ? "median, before at the tick" : "median of " + detail.runs() + " runs";
    }

    private static void add(List<Node> parts, String title, String unit, List<Node> rows) {
        if (rows.isEmpty()) {
            return;
        }
        Label name = new Label(title);
        name.getStyleClass().add("medium");
        name.setMinWidth(Label.USE_PREF_SIZE);
        CutLabel words = new CutLabel(unit, "small", "muted");
        words.setMaxWidth(Double.MAX_VALUE);
        words.setAlignment(Pos.CENTER_RIGHT);
        HBox.setHgrow(words, Priority.ALWAYS);
        VBox section = new VBox(2, new HBox(8, name, words));
        section.getStyleClass().add("detail-section");
        section.getChildren().addAll(rows);
        parts.add(section);
    }

    private static List<Node> jobs(List<PipelineDetail.Slow> slow) {
        return slow.stream()
                .<Node>map(job -> {
                    DurationBar bar = new DurationBar(BAR, TICK);
                    Duration before = job.before();
                    bar.show(
                            before == null || before.isZero()
                                    ? Double.NaN
                                    : (double) job.median().toMillis() / before.toMillis(),
                            false);
                    return row(
                            name(job.name(), ""),
                            bar,
                            figure(job.median(), InsightText.longer(job.median(), before)));
                })
                .toList();
    }

    private static List<Node> steps(List<PipelineDetail.Slow> slow) {
        return slow.stream()
                .<Node>map(step ->
                        row(
                                name(step.name(), step.of().isEmpty() ? "several jobs" : step.of()),
                                figure(
                                        step.median(),
                                        InsightText.longer(step.median(), step.before()))))
                .toList();
    }

    private static Node test(TestHistory test) {
        return row(
                name(test.name(), test.suite()),
                words("%,d in %,d".formatted(test.failed(), test.failed() + test.passed())));
    }

    private static Node job(PipelineDetail.FlakyJob job) {
        return row(
                name(job.name(), ""),
                words(job.commits() == 1 ? "1 commit" : job.commits() + " commits"));
    }

    private static Node waited(PipelineDetail.Wait wait) {
        return row(
                name(String.join(", ", wait.labels()), ""),
                figure(wait.median(), false),
                figure(wait.p95(), false));
    }

    private static HBox row(Node... nodes) {
        HBox row = new HBox(8, nodes);
        row.setAlignment(Pos.CENTER_LEFT);
        row.setMinHeight(26);
        return row;
    }

    private static Node name(String text, String of) {
        CutLabel name = new CutLabel(text);
        CutLabel small = new CutLabel(of, "small", "muted");
        HBox names = new HBox(8, name, small);
        names.setAlignment(Pos.CENTER_LEFT);
        names.setMinWidth(0);
        HBox.setHgrow(names, Priority.ALWAYS);
        return names;
    }

    private static Node figure(Duration time, boolean worse) {
        return words((worse ? "▲ " : "") + InsightText.time(time), worse ? "alert" : "plain");
    }

    private static Node words(String text, String... styles) {
        Label label = new Label(text);
        label.getStyleClass().addAll(styles);
        label.setMinWidth(Label.USE_PREF_SIZE);
        HBox column = new HBox(label);
        column.setAlignment(Pos.CENTER_RIGHT);
        column.setMinWidth(TIME);
        return column;
    }
}
