package dev.minijenkin.console.run;

import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.CutLabel;
import dev.minijenkin.console.part.Durations;
import dev.minijenkin.console.part.list.LiveCell;
import dev.minijenkin.console.run.detail.JobTimes;
import dev.minijenkin.console.run.detail.RunDetail;
import dev.minijenkin.console.run.graph.LegBar;
import dev.minijenkin.console.run.time.JobSpan;
import dev.minijenkin.console.run.time.RunTimeline;
import dev.minijenkin.console.run.time.TimeBar;
import dev.minijenkin.console.run.time.TimeHead;
import dev.minijenkin.console.run.time.TimeScale;
import dev.minijenkin.console.run.tree.JobRow;
import dev.minijenkin.console.state.StateIcon;
import dev.minijenkin.console.state.StateLook;
import dev.minijenkin.console.state.StateLooks;
import dev.minijenkin.console.state.StateShape;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.db.view.run.Holder;
import dev.minijenkin.db.view.run.JobView;
import dev.minijenkin.db.view.run.StepView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/// A job, a step or a group of jobs on the page of its run.
final class JobCell extends LiveCell<JobRow> {
    private static final PseudoClass STEP = PseudoClass.getPseudoClass("step");
    private static final PseudoClass KEPT = PseudoClass.getPseudoClass("kept");
    private static final PseudoClass LEADS = PseudoClass.getPseudoClass("leads");
    private static final PseudoClass BETWEEN = PseudoClass.getPseudoClass("between");
    private static final double INDENT = 26;
    private static final double BAR = 240;
    private static final double SHORT_BAR = 140;
    private static final double TOOK = 58;

    /// Where the list is narrower, the runner goes; then the bar, and never the name.
    private static final double RUNNER_FROM = 760;

    private static final double BAR_FROM = 560;

    private final Supplier<Optional<RunDetail>> detail;
    private final IconView chevron = new IconView(Icon.CHEVRON_RIGHT, 12);
    private final StackPane opener = new StackPane(chevron);
    private final StateIcon icon = new StateIcon();
    private final CutLabel name = new CutLabel();
    private final Label chip = new Label();
    private final CutLabel message = new CutLabel();
    private final IconView runnerIcon = new IconView(Icon.RUNNER, 13);
    private final CutLabel runner = new CutLabel();
    private final TimeBar bar = new TimeBar();
    private final LegBar legs = new LegBar();
    private final Label waited = new Label();
    private final Label took = new Label();
    private final HBox where = new HBox(5, runnerIcon, runner);
    private final CutLabel ahead = new CutLabel("", "small", "subtle");
    private final StackPane barBox = new StackPane(bar, legs, ahead);
    private final HBox title = new HBox(8, opener, icon, name, chip);
    private final RunTimeline timeline;
    private final HBox line;
    private boolean barKnown;

    /// @param timeline that rows lie on, where a person wants to see them so
    /// @param toggle opens and closes a row
    /// @param goTo leads to who holds what a job waits for
    JobCell(
            DatabaseClock clock,
            Supplier<Optional<RunDetail>> detail,
            RunTimeline timeline,
            Consumer<JobRow> toggle,
            Consumer<Holder> goTo) {
        super(clock);
        this.detail = detail;
        this.timeline = timeline;
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
        message.setOnMouseClicked(event -> {
            if (held(getItem()).isPresent()) {
                held(getItem()).ifPresent(goTo);
                event.consume();
            }
        });
        runner.getStyleClass().addAll("small", "muted");
        runner.setMinWidth(0);
        where.setAlignment(Pos.CENTER_LEFT);
        where.setMinWidth(112);
        where.setMaxWidth(112);
        room().subscribe(this::fit);
        waited.setMinWidth(96);
        waited.setAlignment(Pos.CENTER_RIGHT);
        took.setMinWidth(TOOK);
        took.setAlignment(Pos.CENTER_RIGHT);
        title.setAlignment(Pos.CENTER_LEFT);
        StackPane.setAlignment(ahead, Pos.CENTER_LEFT);
        StackPane.setMargin(ahead, new Insets(0, 0, 0, 8));
        line = new HBox(8, title, message, where, barBox, waited, took);
        line.getStyleClass().add("job-row");
        timeline.changesProperty().subscribe(change -> again());
    }

    /// The same row, shown otherwise.
    private void again() {
        fit(room().getValue());
        JobRow row = getItem();
        if (row != null && !isEmpty()) {
            show(row);
        }
    }

    @Override
    protected Node show(JobRow row) {
        boolean ofStep = row instanceof JobRow.OfStep;
        boolean ofGroup = row instanceof JobRow.OfGroup;
        pseudoClassStateChanged(STEP, ofStep);
        pseudoClassStateChanged(KEPT, isKept(row));
        pseudoClassStateChanged(
                BETWEEN,
                row instanceof JobRow.OfStep(JobView job, StepView step, int _)
                        && !step.equals(job.steps().getLast()));
        HBox.setMargin(opener, new Insets(0, 0, 0, INDENT * row.depth()));
        chip.setVisible(ofGroup);
        chip.setManaged(ofGroup);
        ahead.setVisible(false);
        legs.setVisible(ofGroup && !timeline.isShown());
        bar.setVisible(!ofGroup || timeline.isShown());
        switch (row) {
            case JobRow.OfGroup group -> showGroup(group);
            case JobRow.OfJob job -> showJob(job);
            case JobRow.OfStep step -> showStep(step.step());
        }
        showTimes(row, clock().get());
        return line;
    }

    /// Ghosted: this attempt did not carry it out.
    private static boolean isKept(JobRow row) {
        return switch (row) {
            case JobRow.OfGroup group -> group.jobs().stream().allMatch(JobView::kept);
            case JobRow.OfJob of -> of.job().kept();
            case JobRow.OfStep of -> of.job().kept();
        };
    }

    private void showGroup(JobRow.OfGroup group) {
        StateLook look = StateLooks.of(group.jobs());
        showOpener(true, group.open());
        icon.show(look.shape());
        showName(group.title(), "medium");
        chip.setText(group.kind().counted(group.jobs().size()));
        message("", "muted");
        ahead.setText("");
        showRunner("");
        showBarBox(true);
        legs.show(group.jobs().stream().map(job -> StateLooks.of(job).shape()).toList());
        setAccessibleText(group.title() + ", " + chip.getText() + ", " + look.word());
    }

    private void showJob(JobRow.OfJob row) {
        JobView job = row.job();
        StateLook look = StateLooks.of(job);
        showOpener(!job.steps().isEmpty(), row.open());
        icon.show(look.shape());
        showName(row.title(), timeline.isCritical(job) ? "semibold" : "medium");
        boolean waits = job.status().state() == JobState.WAITING || StateLooks.isStuck(job);
        boolean started =
                job.times().started() != null || job.status().state() == JobState.FINISHED;
        String said = started ? job.status().message() : StateLooks.waitsFor(job);
        message(
                job.kept() ? joined("kept from an earlier attempt", said) : said,
                waits ? "alert" : started ? "muted" : "subtle");
        message.pseudoClassStateChanged(LEADS, held(row).isPresent());
        showRunner(job.placement().runner());
        ahead.setText(started ? "" : said);
        setAccessibleText(
                Stream.of(
                                job.name() + ", " + look.word(),
                                message.getText(),
                                timeline.words(job, clock().get()))
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(". ")));
    }

    /// Who holds what a row waits for.
    private Optional<Holder> held(@Nullable JobRow row) {
        return row instanceof JobRow.OfJob of && of.job().status().state() == JobState.WAITING
                ? detail.get().flatMap(known -> known.holder(of.job().id()))
                : Optional.empty();
    }

    private static String joined(String first, String second) {
        return second.isEmpty() ? first : first + ", " + second;
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
        message.pseudoClassStateChanged(LEADS, false);
        message.setText(text);
        message.getStyleClass().setAll("label", "small", tone);
    }

    private void showRunner(String text) {
        runner.setText(text);
        boolean shown = !text.isEmpty() && room().getValue() >= RUNNER_FROM && !timeline.isShown();
        where.setVisible(shown);
        where.setManaged(shown);
    }

    /// @param known whether there is anything to draw
    private void showBarBox(boolean known) {
        barKnown = known;
        boolean shown = timeline.isShown() || (known && room().getValue() >= BAR_FROM);
        barBox.setVisible(shown);
        barBox.setManaged(shown);
    }

    private void fit(double width) {
        boolean onLine = timeline.isShown();
        double length = onLine ? 0 : width < RUNNER_FROM ? SHORT_BAR : BAR;
        barBox.setMinWidth(length);
        barBox.setPrefWidth(length);
        barBox.setMaxWidth(onLine ? Double.MAX_VALUE : length);
        HBox.setHgrow(barBox, onLine ? Priority.ALWAYS : Priority.NEVER);
        double names = onLine ? TimeHead.names(width) : USE_COMPUTED_SIZE;
        title.setMinWidth(names);
        title.setPrefWidth(names);
        title.setMaxWidth(names);
        took.setMinWidth(onLine ? TimeHead.TOOK : TOOK);
        took.setMaxWidth(onLine ? TimeHead.TOOK : USE_COMPUTED_SIZE);
        for (Node part : List.of(message, waited)) {
            part.setVisible(!onLine);
            part.setManaged(!onLine);
        }
        showBarBox(barKnown);
        showRunner(runner.getText());
    }

    @Override
    protected void showTimes(JobRow row, Instant at) {
        Optional<TimeScale> scale = timeline.scale(at);
        switch (row) {
            case JobRow.OfGroup group -> {
                if (timeline.isShown()) {
                    showBar(group.jobs(), JobSpan.of(group.jobs(), scale, at), scale, at);
                }
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
                showBar(List.of(job), JobSpan.of(job, scale, at), scale, at);
                waited.setText(job.kept() ? "kept" : waitedWords(job, at));
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
                JobSpan span = JobSpan.of(step, scale, at);
                showBarBox(span.known());
                ahead.setVisible(false);
                bar.show(
                        new TimeBar.Shown(
                                span,
                                JobSpan.NONE,
                                timeline.isShown() ? scale : Optional.empty(),
                                false,
                                timeline.now(at)),
                        StateLooks.of(step).shape().styleClass());
                waited.setText("");
                took.setText(JobTimes.ran(step, at).map(Durations::exact).orElse(""));
                took.getStyleClass().setAll("label", "small", "muted");
            }
        }
    }

    /// What has no time yet leaves its place to the sentence that says why.
    private void showBar(List<JobView> jobs, JobSpan span, Optional<TimeScale> scale, Instant at) {
        boolean onLine = timeline.isShown();
        showBarBox(span.known());
        ahead.setVisible(onLine && !span.known());
        JobSpan usual =
                timeline.usual(jobs)
                        .flatMap(of -> scale.map(on -> JobSpan.of(of, on)))
                        .orElse(JobSpan.NONE);
        bar.show(
                onLine
                        ? new TimeBar.Shown(
                                span,
                                usual,
                                scale,
                                jobs.stream().anyMatch(timeline::isCritical),
                                timeline.now(at))
                        : TimeBar.Shown.only(span),
                StateLooks.of(jobs).shape().styleClass());
    }

    private static boolean isFailure(StateShape shape) {
        return shape == StateShape.FAILURE || shape == StateShape.TIMED_OUT;
    }

    private static String waitedWords(JobView job, Instant at) {
        boolean waits =
                job.status().state() == JobState.QUEUED || job.status().state() == JobState.WAITING;
        Optional<Duration> time =
                job.status().state() == JobState.WAITING
                        ? Optional.of(Duration.between(job.times().created(), at))
                        : JobTimes.waited(job, at);
        return time.filter(length -> waits || length.toMillis() >= 1000)
                .map(length -> (waits ? "waits " : "waited ") + Durations.words(length))
                .orElse("");
    }
}
