package dev.minijenkin.console.run;

import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.Durations;
import dev.minijenkin.console.state.StateIcon;
import dev.minijenkin.console.state.StateLook;
import dev.minijenkin.console.state.StateLooks;
import dev.minijenkin.console.state.StateShape;
import dev.minijenkin.db.run.JobState;
import dev.minijenkin.db.view.run.JobView;
import dev.minijenkin.db.view.run.StepView;
import dev.minijenkin.db.view.runs.RunView;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;

/// A job, a step or a group of jobs on the page of its run.
final class JobCell extends ListCell<JobRow> {
    private static final PseudoClass STEP = PseudoClass.getPseudoClass("step");
    private static final PseudoClass BETWEEN = PseudoClass.getPseudoClass("between");
    private static final double INDENT = 26;
    private static final double BAR = 240;

    private final DatabaseClock clock;
    private final Supplier<Optional<RunView>> run;
    private final IconView chevron = new IconView(Icon.CHEVRON_RIGHT, 12);
    private final StackPane opener = new StackPane(chevron);
    private final StateIcon icon = new StateIcon();
    private final Label name = new Label();
    private final Label chip = new Label();
    private final Label message = new Label();
    private final IconView runnerIcon = new IconView(Icon.RUNNER, 13);
    private final Label runner = new Label();
    private final TimeBar bar = new TimeBar();
    private final LegBar legs = new LegBar();
    private final Label waited = new Label();
    private final Label took = new Label();
    private final HBox where = new HBox(5, runnerIcon, runner);
    private final StackPane barBox = new StackPane(bar, legs);
    private final HBox line;

    JobCell(DatabaseClock clock, Supplier<Optional<RunView>> run, Consumer<JobRow> toggle) {
        this.clock = clock;
        this.run = run;
        opener.setMinSize(20, 28);
        opener.setOnMouseClicked(event -> {
            toggle.accept(getItem());
            event.consume();
        });
        name.setMinWidth(0);
        chip.getStyleClass().add("chip");
        chip.setMinWidth(USE_PREF_SIZE);
        message.setMinWidth(0);
        // What is left beside the name: a long message never takes from it.
        message.setPrefWidth(0);
        message.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(message, Priority.ALWAYS);
        runner.getStyleClass().addAll("small", "muted");
        runner.setMinWidth(0);
        where.setAlignment(Pos.CENTER_LEFT);
        where.setMinWidth(112);
        where.setMaxWidth(112);
        barBox.setMinWidth(BAR);
        barBox.setPrefWidth(BAR);
        barBox.setMaxWidth(BAR);
        waited.setMinWidth(96);
        waited.setAlignment(Pos.CENTER_RIGHT);
        took.setMinWidth(58);
        took.setAlignment(Pos.CENTER_RIGHT);
        line = new HBox(8, opener, icon, name, chip, message, where, barBox, waited, took);
        line.getStyleClass().add("job-row");
        // As wide as the list, so that long texts are cut instead of scrolled.
        setPrefWidth(0);
        clock.secondProperty()
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
        boolean ofStep = row instanceof JobRow.OfStep;
        boolean ofGroup = row instanceof JobRow.OfGroup;
        pseudoClassStateChanged(STEP, ofStep);
        pseudoClassStateChanged(
                BETWEEN,
                row instanceof JobRow.OfStep(JobView job, StepView step, int _)
                        && !step.equals(job.steps().getLast()));
        HBox.setMargin(opener, new Insets(0, 0, 0, INDENT * row.depth()));
        chip.setVisible(ofGroup);
        chip.setManaged(ofGroup);
        legs.setVisible(ofGroup);
        bar.setVisible(!ofGroup);
        switch (row) {
            case JobRow.OfGroup group -> showGroup(group);
            case JobRow.OfJob job -> showJob(job);
            case JobRow.OfStep step -> showStep(step.step());
        }
        showTimes(row, clock.get());
        setGraphic(line);
    }

    private void showGroup(JobRow.OfGroup group) {
        StateLook look = StateLooks.of(group.jobs());
        showOpener(true, group.open());
        icon.show(look.shape());
        showName(group.title(), "medium");
        chip.setText(group.kind().counted(group.jobs().size()));
        message("", "muted");
        showRunner("");
        barBox.setManaged(true);
        barBox.setVisible(true);
        legs.show(group.jobs().stream().map(job -> StateLooks.of(job).shape()).toList());
        setAccessibleText(group.title() + ", " + chip.getText() + ", " + look.word());
    }

    private void showJob(JobRow.OfJob row) {
        JobView job = row.job();
        StateLook look = StateLooks.of(job);
        showOpener(!job.steps().isEmpty(), row.open());
        icon.show(look.shape());
        showName(row.title(), "medium");
        boolean waits = job.status().state() == JobState.WAITING;
        boolean started =
                job.times().started() != null || job.status().state() == JobState.FINISHED;
        message(
                started ? job.status().message() : StateLooks.waitsFor(job),
                waits ? "alert" : started ? "muted" : "subtle");
        showRunner(job.placement().runner());
        setAccessibleText(job.name() + ", " + look.word() + ". " + message.getText());
    }

    private void showStep(StepView step) {
        StateLook look = StateLooks.of(step);
        showOpener(false, false);
        icon.show(look.shape());
        showName(step.name(), "small");
        Integer code = step.exitCode();
        message(code != null && code != 0 ? "exit code " + code : "", "muted");
        showRunner("");
        setAccessibleText(step.name() + ", " + look.word());
    }

    private void showOpener(boolean shown, boolean open) {
        opener.setVisible(shown);
        chevron.setIcon(open ? Icon.CHEVRON_DOWN : Icon.CHEVRON_RIGHT);
    }

    private void showName(String text, String style) {
        name.setText(text);
        name.getStyleClass().setAll("label", style);
    }

    private void message(String text, String tone) {
        message.setText(text);
        message.getStyleClass().setAll("label", "small", tone);
        message.setTooltip(text.length() < 24 ? null : new Tooltip(text));
    }

    private void showRunner(String text) {
        runner.setText(text);
        where.setVisible(!text.isEmpty());
        where.setManaged(!text.isEmpty());
    }

    private void showTimes(JobRow row, Instant at) {
        switch (row) {
            case JobRow.OfGroup group -> {
                long failed =
                        group.jobs().stream()
                                .map(job -> StateLooks.of(job).shape())
                                .filter(JobCell::isFailure)
                                .count();
                waited.setText(failed == 0 ? "" : failed + " failed");
                waited.getStyleClass().setAll("label", "small", "wrong");
                took.setText(JobTimes.ran(group.jobs(), at).map(Durations::clock).orElse(""));
                took.getStyleClass().setAll("label", "muted");
            }
            case JobRow.OfJob of -> {
                JobView job = of.job();
                showBar(JobSpan.of(job, run.get(), at), StateLooks.of(job));
                waited.setText(waitedWords(job, at));
                waited.getStyleClass()
                        .setAll(
                                "label",
                                "small",
                                job.status().state() == JobState.WAITING ? "alert" : "subtle");
                took.setText(JobTimes.ran(job, at).map(Durations::clock).orElse(""));
                took.getStyleClass()
                        .setAll("label", job.times().finished() == null ? "medium" : "muted");
            }
            case JobRow.OfStep of -> {
                StepView step = of.step();
                showBar(JobSpan.of(step, run.get(), at), StateLooks.of(step));
                waited.setText("");
                took.setText(JobTimes.ran(step, at).map(Durations::exact).orElse(""));
                took.getStyleClass().setAll("label", "small", "muted");
            }
        }
    }

    /// What has no time yet leaves its place to the sentence that says why.
    private void showBar(JobSpan span, StateLook look) {
        barBox.setManaged(span.known());
        barBox.setVisible(span.known());
        bar.show(span, look.shape().styleClass());
    }

    private static boolean isFailure(StateShape shape) {
        return shape == StateShape.FAILURE || shape == StateShape.TIMED_OUT;
    }

    private static String waitedWords(JobView job, Instant at) {
        boolean waits =
                job.status().state() == JobState.QUEUED || job.status().state() == JobState.WAITING;
        Optional<Duration> span =
                job.status().state() == JobState.WAITING
                        ? Optional.of(Duration.between(job.times().created(), at))
                        : JobTimes.waited(job, at);
        return span.filter(length -> waits || length.toMillis() >= 1000)
                .map(length -> (waits ? "waits " : "waited ") + Durations.words(length))
                .orElse("");
    }
}
