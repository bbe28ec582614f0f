package dev.minijenkin.console.overview;

import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.Avatar;
import dev.minijenkin.console.part.DurationBar;
import dev.minijenkin.console.part.Durations;
import dev.minijenkin.console.run.RunDuration;
import dev.minijenkin.console.state.StateIcon;
import dev.minijenkin.console.state.StateLooks;
import dev.minijenkin.db.view.runs.RunView;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// A run that goes on, with its time against the usual one.
final class OpenRunCell extends ListCell<RunView> {
    private final DatabaseClock clock;
    private final StateIcon icon = new StateIcon();
    private final Label pipeline = new Label();
    private final Label number = new Label();
    private final Label title = new Label();
    private final DurationBar bar = new DurationBar(112, 0.93);
    private final Label time = new Label();
    private final Label usual = new Label();
    private final Avatar avatar = new Avatar();
    private final HBox line;

    OpenRunCell(DatabaseClock clock) {
        this.clock = clock;
        pipeline.getStyleClass().add("medium");
        number.getStyleClass().add("muted");
        title.getStyleClass().addAll("small", "muted");
        usual.getStyleClass().add("subtle");
        pipeline.setMinWidth(0);
        title.setMinWidth(0);
        number.setMinWidth(Label.USE_PREF_SIZE);
        HBox first = new HBox(8, pipeline, number);
        VBox texts = new VBox(2, first, title);
        texts.setAlignment(Pos.CENTER_LEFT);
        texts.setMinWidth(0);
        HBox.setHgrow(texts, Priority.ALWAYS);
        HBox times = new HBox(6, time, usual);
        times.setMinWidth(104);
        times.setAlignment(Pos.CENTER_RIGHT);
        line = new HBox(12, icon, texts, bar, times, avatar);
        line.getStyleClass().add("card-line");
        // As wide as the list, so that long texts are cut instead of scrolled.
        setPrefWidth(0);
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
        pipeline.setText(run.pipeline().title());
        number.setText("#" + run.number());
        title.setText(run.origin().title());
        avatar.show(run.origin().actor());
        showTimes(run, clock.get());
        setAccessibleText(
                StateLooks.of(run).word() + ", " + run.pipeline().title() + " " + run.number());
        setGraphic(line);
    }

    private void showTimes(RunView run, Instant at) {
        double share = RunDuration.share(run, at);
        icon.show(StateLooks.of(run).shape(), share);
        bar.show(share, true);
        Optional<Duration> took = RunDuration.of(run, at);
        time.getStyleClass()
                .setAll(
                        "label",
                        RunDuration.isLong(share) ? "alert" : took.isEmpty() ? "muted" : "medium");
        time.setText(
                took.map(Durations::clock)
                        .orElseGet(() ->
                                StateLooks.of(run).word().toLowerCase(java.util.Locale.ROOT)
                                        + " "
                                        + Durations.words(
                                                Duration.between(run.times().created(), at))));
        usual.setText(
                RunDuration.usual(run)
                        .filter(known -> took.isPresent())
                        .map(known -> "of " + Durations.clock(known))
                        .orElse(""));
        usual.setManaged(!usual.getText().isEmpty());
    }
}
