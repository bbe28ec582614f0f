package dev.minijenkin.console.runs.row;

import dev.minijenkin.console.command.RunActions;
import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.Avatar;
import dev.minijenkin.console.part.CutLabel;
import dev.minijenkin.console.part.Durations;
import dev.minijenkin.console.part.Gate;
import dev.minijenkin.console.part.chart.DurationBar;
import dev.minijenkin.console.part.list.LiveCell;
import dev.minijenkin.console.run.detail.RunDuration;
import dev.minijenkin.console.state.StateLook;
import dev.minijenkin.console.state.StateLooks;
import dev.minijenkin.console.state.StateShape;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.RunState;
import dev.minijenkin.db.view.runs.RunView;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableDoubleValue;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;

/// One run in one line.
public final class RunCell extends LiveCell<RunView> {
    /// What the buttons of the selected row do.
    public record Actions(
            RunActions ofRun, Consumer<RunView> openLog, Consumer<RunView> openInBrowser) {}

    private static final PseudoClass MARKED = PseudoClass.getPseudoClass("marked");
    private static final double NAME_FROM = 66;

    private final RunLabels labels = new RunLabels();
    private final Label word = new Label();
    private final CutLabel title = new CutLabel();
    private final CutLabel waits = new CutLabel();
    private final HBox buttons = new HBox(2);
    private final Gate rerun = new Gate();
    private final RunActions actions;
    private final IconView refIcon = new IconView(Icon.BRANCH, 13);
    private final CutLabel ref = new CutLabel("", "mono");
    private final IconView event = new IconView(Icon.PUSH, 14);
    private final Tooltip eventTip = new Tooltip();
    private final Avatar avatar = new Avatar();
    private final CutLabel actor = new CutLabel("", "muted");
    private final Label started = label("muted");
    private final Label duration = new Label();
    private final DurationBar bar = new DurationBar(RunColumns.BAR, 0.61);
    private final HBox line;
    private final Predicate<RunView> marked;

    /// @param marked whether a run is marked
    /// @param room width of the list
    public RunCell(
            DatabaseClock clock,
            Actions actions,
            Predicate<RunView> marked,
            ObservableDoubleValue room) {
        super(clock);
        this.marked = marked;
        this.actions = actions.ofRun();
        ref.getStyleClass().add("muted");
        labels.icon().setMinWidth(16);
        labels.pipeline().getStyleClass().add("medium");
        labels.number().getStyleClass().add("subtle");
        HBox state = RunColumns.sized(new HBox(7, labels.icon(), word), RunColumns.STATE);
        HBox commit = new HBox(8, title, waits, buttons);
        HBox.setHgrow(waits, Priority.ALWAYS);
        waits.setMaxWidth(Double.MAX_VALUE);
        waits.setMinWidth(0);
        RunColumns.from(waits, RunColumns.WAITS_FROM, room);
        title.setMinWidth(0);
        HBox.setHgrow(commit, Priority.ALWAYS);
        commit.setMinWidth(0);
        commit.setPadding(new Insets(0, 12, 0, 0));
        HBox branch = RunColumns.sized(new HBox(5, refIcon, ref), RunColumns.BRANCH, room);
        RunColumns.from(branch, RunColumns.BRANCH_FROM, room);
        ref.setMinWidth(0);
        HBox by = RunColumns.sized(new HBox(8, avatar, actor), RunColumns.BY, room);
        RunColumns.from(by, RunColumns.BY_FROM, room);
        actor.setMinWidth(0);
        // Two letters and dots say less than the avatar alone.
        actor.visibleProperty().bind(by.prefWidthProperty().greaterThan(NAME_FROM));
        actor.managedProperty().bind(actor.visibleProperty());
        HBox eventBox = RunColumns.sized(new HBox(event), RunColumns.EVENT);
        RunColumns.from(eventBox, RunColumns.EVENT_FROM, room);
        duration.setMinWidth(50);
        HBox.setHgrow(duration, Priority.SOMETIMES);
        duration.setAlignment(Pos.CENTER_RIGHT);
        StackPane barBox = RunColumns.from(new StackPane(bar), RunColumns.BAR_FROM, room);
        HBox took = RunColumns.duration(new HBox(12, duration, barBox), room);
        RunColumns.sized(labels.pipeline(), RunColumns.PIPELINE, room);
        RunColumns.sized(labels.number(), RunColumns.NUMBER);
        RunColumns.sized(started, RunColumns.STARTED);
        line =
                new HBox(
                        state,
                        labels.pipeline(),
                        labels.number(),
                        commit,
                        branch,
                        eventBox,
                        by,
                        started,
                        took);
        line.getStyleClass().add("run-line");
        for (var part : new HBox[] {state, commit, branch, by, eventBox, took}) {
            part.setAlignment(Pos.CENTER_LEFT);
        }
        buttons.setAlignment(Pos.CENTER_RIGHT);
        rerun.getChildren().add(action(Icon.RERUN, "Rerun… (R)", actions.ofRun()::rerun));
        actions.ofRun().refusalProperty().subscribe(refusal -> refuse());
        buttons.getChildren()
                .addAll(
                        rerun,
                        action(Icon.LOG, "Log (L)", actions.openLog()),
                        action(Icon.BROWSER, "Commit in the browser (O)", actions.openInBrowser()));
        // Where there is no room for them, the keys do the same.
        var wanted =
                Bindings.createBooleanBinding(
                        () -> isSelected() && room.get() >= RunColumns.WAITS_FROM,
                        selectedProperty(),
                        room);
        buttons.visibleProperty().bind(wanted);
        buttons.managedProperty().bind(wanted);
        buttons.setMinWidth(USE_PREF_SIZE);
        Tooltip.install(eventBox, eventTip);
    }

    @Override
    protected Node show(RunView run) {
        pseudoClassStateChanged(MARKED, marked.test(run));
        StateLook look = StateLooks.of(run);
        word.setText(look.word());
        word.getStyleClass().setAll("label", "state-text", look.shape().styleClass());
        if (look.shape() == StateShape.SUCCESS) {
            word.getStyleClass().setAll("label", "muted");
        }
        labels.show(run);
        title.setText(run.origin().title());
        waits.setText(StateLooks.waitsFor(run));
        boolean calls = StateLooks.isStuck(run) || run.status().state() == RunState.WAITING;
        waits.getStyleClass().setAll("label", "small", calls ? "alert" : "subtle");
        waits.setTooltip(waits.getText().isEmpty() ? null : new Tooltip(waits.getText()));
        refIcon.setIcon(run.origin().onTag() ? Icon.TAG : Icon.BRANCH);
        ref.setText(run.origin().shortRef());
        event.setIcon(EventIcons.of(run.origin().event()));
        eventTip.setText(run.origin().event());
        avatar.show(run.origin().actor());
        actor.setText(run.origin().actor());
        rerun.setRefusal(actions.rerunRefusal(run));
        showTimes(run, clock().get());
        setAccessibleText(
                RunLabels.spoken(run)
                        + ", "
                        + run.origin().title()
                        + (waits.getText().isEmpty() ? "" : ", waits: " + waits.getText()));
        return line;
    }

    private void refuse() {
        RunView run = getItem();
        if (run != null) {
            rerun.setRefusal(actions.rerunRefusal(run));
        }
    }

    @Override
    protected void showTimes(RunView run, Instant at) {
        double share = RunDuration.share(run, at);
        labels.showState(run, share);
        started.setText(Durations.ago(run.times().created(), at, clock().zone()));
        boolean still = run.open() && run.status().state() != RunState.RUNNING;
        Optional<Duration> took = RunDuration.of(run, at).filter(known -> !still);
        bar.show(took.isEmpty() ? Double.NaN : share, run.open());
        bar.setManaged(took.isPresent());
        if (still) {
            duration.setText(
                    "waits " + Durations.words(Duration.between(run.times().created(), at)));
            duration.getStyleClass().setAll("label", "subtle");
        } else if (took.isEmpty() || run.status().conclusion() == Conclusion.SKIPPED) {
            duration.setText("did not run");
            duration.getStyleClass().setAll("label", "subtle");
        } else {
            duration.setText(Durations.clock(took.get()));
            duration.getStyleClass()
                    .setAll(
                            "label",
                            RunDuration.isLong(share)
                                    ? "alert"
                                    : run.open() ? "semibold" : "muted");
        }
    }

    private Button action(Icon shape, String tip, Consumer<RunView> does) {
        Button button = new Button();
        button.setGraphic(new IconView(shape, 15));
        button.getStyleClass().addAll("bare", "in-row");
        button.setTooltip(new Tooltip(tip));
        button.setAccessibleText(tip);
        button.setFocusTraversable(false);
        button.setOnAction(clicked -> does.accept(getItem()));
        return button;
    }

    private static Label label(String styleClass) {
        Label label = new Label();
        label.getStyleClass().add(styleClass);
        return label;
    }
}
