package dev.minijenkin.console.overview;

import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.Avatar;
import dev.minijenkin.console.part.CutLabel;
import dev.minijenkin.console.part.Durations;
import dev.minijenkin.console.part.chart.DurationBar;
import dev.minijenkin.console.part.list.LiveCell;
import dev.minijenkin.console.run.detail.RunDuration;
import dev.minijenkin.console.runs.row.RunLabels;
import dev.minijenkin.console.state.StateLooks;
import dev.minijenkin.db.run.RunState;
import dev.minijenkin.db.view.runs.RunView;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// A run that goes on, with its time against the usual one; or, while no runner has a job of it,
/// what it waits for.
final class OpenRunCell extends LiveCell<RunView> {
    private static final double BAR_FROM = 470;

    private final RunLabels labels = new RunLabels();
    private final CutLabel title = new CutLabel();
    private final DurationBar bar = new DurationBar(112, 0.93);
    private final StackPane barBox = new StackPane(bar);
    private final Label time = new Label();
    private final Label usual = new Label();
    private final Avatar avatar = new Avatar();
    private final HBox line;

    OpenRunCell(DatabaseClock clock) {
        super(clock);
        labels.pipeline().getStyleClass().add("medium");
        labels.number().getStyleClass().add("muted");
        title.getStyleClass().addAll("small", "muted");
        usual.getStyleClass().add("subtle");
        labels.pipeline().setMinWidth(0);
        title.setMinWidth(0);
        labels.number().setMinWidth(Label.USE_PREF_SIZE);
        HBox first = new HBox(8, labels.pipeline(), labels.number());
        VBox texts = new VBox(2, first, title);
        texts.setAlignment(Pos.CENTER_LEFT);
        texts.setMinWidth(0);
        HBox.setHgrow(texts, Priority.ALWAYS);
        HBox times = new HBox(6, time, usual);
        times.setMinWidth(104);
        times.setAlignment(Pos.CENTER_RIGHT);
        line = new HBox(12, labels.icon(), texts, barBox, times, avatar);
        line.getStyleClass().add("card-line");
        room().subscribe(width -> showBarBox());
    }

    /// Only of what runs, where there is room; else the sentence has the place.
    private void showBarBox() {
        RunView run = getItem();
        boolean shown =
                room().getValue() >= BAR_FROM
                        && run != null
                        && run.status().state() == RunState.RUNNING;
        barBox.setVisible(shown);
        barBox.setManaged(shown);
    }

    @Override
    protected Node show(RunView run) {
        labels.show(run);
        String waits = StateLooks.waitsFor(run);
        title.setText(waits.isEmpty() ? run.origin().title() : waits);
        title.getStyleClass()
                .setAll(
                        "label",
                        "small",
                        StateLooks.isStuck(run) || run.status().state() == RunState.WAITING
                                ? "alert"
                                : "muted");
        avatar.show(run.origin().actor());
        showBarBox();
        showTimes(run, clock().get());
        setAccessibleText(RunLabels.spoken(run) + (waits.isEmpty() ? "" : ", " + waits));
        return line;
    }

    @Override
    protected void showTimes(RunView run, Instant at) {
        boolean runs = run.status().state() == RunState.RUNNING;
        double share = RunDuration.share(run, at);
        labels.showState(run, share);
        bar.show(runs ? share : Double.NaN, true);
        Optional<Duration> took = RunDuration.of(run, at).filter(known -> runs);
        time.getStyleClass()
                .setAll(
                        "label",
                        RunDuration.isLong(share) && runs
                                ? "alert"
                                : took.isEmpty() ? "muted" : "medium");
        time.setText(
                took.map(Durations::clock)
                        .orElseGet(() ->
                                Durations.words(Duration.between(run.times().created(), at))));
        usual.setText(
                RunDuration.usual(run)
                        .filter(known -> took.isPresent())
                        .map(known -> "of " + Durations.clock(known))
                        .orElse(""));
        usual.setManaged(!usual.getText().isEmpty());
    }
}
