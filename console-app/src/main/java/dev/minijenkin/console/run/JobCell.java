package dev.minijenkin.console.run;

import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import dev.minijenkin.console.live.Now;
import dev.minijenkin.console.part.Spans;
import dev.minijenkin.console.state.Looks;
import dev.minijenkin.console.state.StateIcon;
import dev.minijenkin.console.state.StateLook;
import dev.minijenkin.db.run.JobState;
import dev.minijenkin.db.view.JobView;
import dev.minijenkin.db.view.RunView;
import dev.minijenkin.db.view.StepView;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/// A job or a step on the page of its run.
final class JobCell extends ListCell<JobRow> {
    private static final PseudoClass STEP = PseudoClass.getPseudoClass("step");

    private final Now now;
    private final Supplier<Optional<RunView>> run;
    private final IconView chevron = new IconView(Icon.CHEVRON_RIGHT, 12);
    private final StackPane opener = new StackPane(chevron);
    private final StateIcon icon = new StateIcon();
    private final Label name = new Label();
    private final Label message = new Label();
    private final IconView runnerIcon = new IconView(Icon.RUNNER, 13);
    private final Label runner = new Label();
    private final SpanBar bar = new SpanBar();
    private final Label waited = new Label();
    private final Label took = new Label();
    private final HBox line;

    JobCell(Now now, Supplier<Optional<RunView>> run, Consumer<JobRow> toggle) {
        this.now = now;
        this.run = run;
        opener.setMinSize(20, 28);
        opener.setOnMouseClicked(event -> {
            toggle.accept(getItem());
            event.consume();
        });
        name.setMinWidth(Label.USE_PREF_SIZE);
        message.getStyleClass().addAll("small", "muted");
        message.setMinWidth(0);
        message.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(message, Priority.ALWAYS);
        runner.getStyleClass().addAll("small", "muted");
        runner.setMinWidth(0);
        HBox where = new HBox(5, runnerIcon, runner);
        where.setAlignment(Pos.CENTER_LEFT);
        where.setMinWidth(130);
        where.setMaxWidth(130);
        StackPane barBox = new StackPane(bar);
        barBox.setMinWidth(260);
        barBox.setMaxWidth(260);
        waited.getStyleClass().addAll("small", "subtle");
        waited.setMinWidth(96);
        waited.setAlignment(Pos.CENTER_RIGHT);
        took.setMinWidth(58);
        took.setAlignment(Pos.CENTER_RIGHT);
        line = new HBox(8, opener, icon, name, message, where, barBox, waited, took);
        line.getStyleClass().add("job-row");
        // As wide as the list, so that long texts are cut instead of scrolled.
        setPrefWidth(0);
        now.secondProperty()
                .subscribe(second -> {
                    JobRow row = getItem();
                    if (row != null && !isEmpty()) {
                        showTimes(row, second);
                    }
                });
    }

    @Override
    protected void updateItem(JobRow row, boolean empty) {
        super.updateItem(row, empty);
        setText(null);
        if (empty || row == null) {
            setGraphic(null);
            return;
        }
        pseudoClassStateChanged(STEP, row instanceof JobRow.OfStep);
        switch (row) {
            case JobRow.OfJob(JobView job, boolean open) -> showJob(job, open);
            case JobRow.OfStep(JobView _, StepView step) -> showStep(step);
        }
        showTimes(row, now.get());
        setGraphic(line);
    }

    private void showJob(JobView job, boolean open) {
        StateLook look = Looks.of(job);
        opener.setVisible(!job.steps().isEmpty());
        chevron.setIcon(open ? Icon.CHEVRON_DOWN : Icon.CHEVRON_RIGHT);
        icon.show(look.shape());
        name.setText(job.name());
        name.getStyleClass().setAll("label", "medium");
        message.setText(job.message());
        message.setTooltip(job.message().isEmpty() ? null : new Tooltip(job.message()));
        runner.setText(job.runner());
        runnerIcon.setVisible(!job.runner().isEmpty());
        setAccessibleText(job.name() + ", " + look.word() + ". " + job.message());
    }

    private void showStep(StepView step) {
        StateLook look = Looks.of(step);
        opener.setVisible(false);
        icon.show(look.shape());
        name.setText(step.name());
        name.getStyleClass().setAll("label", "small");
        Integer code = step.exitCode();
        message.setTooltip(null);
        message.setText(code != null && code != 0 ? "exit code " + code : "");
        runner.setText("");
        runnerIcon.setVisible(false);
        setAccessibleText(step.name() + ", " + look.word());
    }

    private void showTimes(JobRow row, Instant at) {
        switch (row) {
            case JobRow.OfJob(JobView job, boolean _) -> {
                span(
                        job.queuedAt(),
                        job.startedAt(),
                        job.finishedAt(),
                        at,
                        Looks.of(job).shape().styleClass());
                waited.setText(waitedWords(job, at));
                took.setText(JobTimes.ran(job, at).map(Spans::clock).orElse(""));
                took.getStyleClass().setAll("label", job.finishedAt() == null ? "medium" : "muted");
            }
            case JobRow.OfStep(JobView _, StepView step) -> {
                span(
                        null,
                        step.startedAt(),
                        step.finishedAt(),
                        at,
                        Looks.of(step).shape().styleClass());
                waited.setText("");
                took.setText(JobTimes.ran(step, at).map(Spans::exact).orElse(""));
                took.getStyleClass().setAll("label", "small", "muted");
            }
        }
    }

    private static String waitedWords(JobView job, Instant at) {
        boolean waits = job.state() == JobState.QUEUED || job.state() == JobState.WAITING;
        return JobTimes.waited(job, at)
                .filter(span -> waits || span.toMillis() >= 1000)
                .map(span -> (waits ? "waits " : "waited ") + Spans.words(span))
                .orElse("");
    }

    private void span(
            @Nullable Instant from,
            @Nullable Instant started,
            @Nullable Instant ended,
            Instant at,
            String style) {
        Optional<RunView> of = run.get();
        if (of.isEmpty()) {
            return;
        }
        Instant zero = of.get().createdAt();
        Instant end = of.get().finishedAt();
        double whole = Math.max(1, Duration.between(zero, end == null ? at : end).toMillis());
        Instant last = ended == null ? at : ended;
        bar.show(
                share(zero, from, whole),
                share(zero, started, whole),
                from == null && started == null ? Double.NaN : share(zero, last, whole),
                style);
    }

    private static double share(Instant zero, @Nullable Instant instant, double whole) {
        return instant == null
                ? Double.NaN
                : Math.clamp(Duration.between(zero, instant).toMillis() / whole, 0, 1);
    }
}
