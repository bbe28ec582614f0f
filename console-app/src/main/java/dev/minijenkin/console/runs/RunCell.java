package dev.minijenkin.console.runs;

import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.Avatar;
import dev.minijenkin.console.part.DurationBar;
import dev.minijenkin.console.part.Durations;
import dev.minijenkin.console.run.RunDuration;
import dev.minijenkin.console.state.StateIcon;
import dev.minijenkin.console.state.StateLook;
import dev.minijenkin.console.state.StateLooks;
import dev.minijenkin.console.state.StateShape;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.view.runs.RunView;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.value.ObservableDoubleValue;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/// One run in one line.
final class RunCell extends ListCell<RunView> {
    /// What the buttons of the selected row do.
    record Actions(
            Consumer<RunView> rerun, Consumer<RunView> openLog, Consumer<RunView> openInBrowser) {}

    private static final double NAME_FROM = 66;

    private final DatabaseClock clock;
    private final StateIcon icon = new StateIcon();
    private final Label word = new Label();
    private final Label pipeline = label("medium");
    private final Label number = label("subtle");
    private final Label title = new Label();
    private final HBox buttons = new HBox(2);
    private final IconView refIcon = new IconView(Icon.BRANCH, 13);
    private final Label ref = label("mono");
    private final IconView event = new IconView(Icon.PUSH, 14);
    private final Tooltip eventTip = new Tooltip();
    private final Avatar avatar = new Avatar();
    private final Label actor = label("muted");
    private final Label started = label("muted");
    private final Label duration = new Label();
    private final DurationBar bar = new DurationBar(RunColumns.BAR, 0.61);
    private final HBox line;

    /// @param room width of the list
    RunCell(DatabaseClock clock, Actions actions, ObservableDoubleValue room) {
        this.clock = clock;
        ref.getStyleClass().add("muted");
        icon.setMinWidth(16);
        HBox state = RunColumns.sized(new HBox(7, icon, word), RunColumns.STATE);
        HBox commit = new HBox(8, title, buttons);
        HBox.setHgrow(title, Priority.ALWAYS);
        title.setMaxWidth(Double.MAX_VALUE);
        title.setMinWidth(0);
        HBox.setHgrow(commit, Priority.ALWAYS);
        commit.setMinWidth(0);
        commit.setPadding(new Insets(0, 12, 0, 0));
        HBox branch = RunColumns.sized(new HBox(5, refIcon, ref), RunColumns.BRANCH, room);
        ref.setMinWidth(0);
        HBox by = RunColumns.sized(new HBox(8, avatar, actor), RunColumns.BY, room);
        actor.setMinWidth(0);
        // Two letters and dots say less than the avatar alone.
        actor.visibleProperty().bind(by.prefWidthProperty().greaterThan(NAME_FROM));
        actor.managedProperty().bind(actor.visibleProperty());
        HBox eventBox = RunColumns.sized(new HBox(event), RunColumns.EVENT);
        duration.setMinWidth(50);
        duration.setAlignment(Pos.CENTER_RIGHT);
        HBox took = RunColumns.sized(new HBox(12, duration, bar), RunColumns.DURATION);
        RunColumns.sized(pipeline, RunColumns.PIPELINE, room);
        RunColumns.sized(number, RunColumns.NUMBER);
        RunColumns.sized(started, RunColumns.STARTED);
        line = new HBox(state, pipeline, number, commit, branch, eventBox, by, started, took);
        line.getStyleClass().add("run-line");
        // As wide as the list, so that long texts are cut instead of scrolled.
        setPrefWidth(0);
        for (var part : new HBox[] {state, commit, branch, by, eventBox, took}) {
            part.setAlignment(Pos.CENTER_LEFT);
        }
        buttons.setAlignment(Pos.CENTER_RIGHT);
        buttons.getChildren()
                .addAll(
                        action(Icon.RERUN, "Rerun… (R)", actions.rerun()),
                        action(Icon.LOG, "Log (L)", actions.openLog()),
                        action(Icon.BROWSER, "Commit in the browser (O)", actions.openInBrowser()));
        buttons.visibleProperty().bind(selectedProperty());
        buttons.managedProperty().bind(selectedProperty());
        buttons.setMinWidth(USE_PREF_SIZE);
        Tooltip.install(eventBox, eventTip);
        clock.secondProperty()
                .subscribe(second -> {
                    RunView run = getItem();
                    if (run != null && !isEmpty()) {
                        showTimes(run, second);
                    }
                });
    }

    @Override
    protected void updateItem(RunView run, boolean empty) {
        super.updateItem(run, empty);
        setText(null);
        if (empty || run == null) {
            setGraphic(null);
            return;
        }
        StateLook look = StateLooks.of(run);
        word.setText(look.word());
        word.getStyleClass().setAll("label", "state-text", look.shape().styleClass());
        if (look.shape() == StateShape.SUCCESS) {
            word.getStyleClass().setAll("label", "muted");
        }
        pipeline.setText(run.pipeline().title());
        number.setText("#" + run.number());
        title.setText(run.origin().title());
        refIcon.setIcon(run.origin().onTag() ? Icon.TAG : Icon.BRANCH);
        ref.setText(run.origin().shortRef());
        event.setIcon(EventIcons.of(run.origin().event()));
        eventTip.setText(run.origin().event());
        avatar.show(run.origin().actor());
        actor.setText(run.origin().actor());
        showTimes(run, clock.get());
        setAccessibleText(
                look.word()
                        + ", "
                        + run.pipeline().title()
                        + " "
                        + run.number()
                        + ", "
                        + run.origin().title());
        setGraphic(line);
    }

    private void showTimes(RunView run, Instant at) {
        StateLook look = StateLooks.of(run);
        double share = RunDuration.share(run, at);
        icon.show(look.shape(), share);
        started.setText(Durations.ago(run.times().created(), at, clock.zone()));
        Optional<Duration> took = RunDuration.of(run, at);
        boolean waits = took.isEmpty() && run.open();
        bar.show(took.isEmpty() ? Double.NaN : share, run.open());
        bar.setManaged(!waits && took.isPresent());
        if (waits) {
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
