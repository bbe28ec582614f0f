package dev.minijenkin.console.overview;

import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.Avatar;
import dev.minijenkin.console.part.DurationBar;
import dev.minijenkin.console.part.Durations;
import dev.minijenkin.console.part.LiveCell;
import dev.minijenkin.console.run.RunDuration;
import dev.minijenkin.console.runs.RunLabels;
import dev.minijenkin.console.state.StateLooks;
import dev.minijenkin.db.view.runs.RunView;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// A run that goes on, with its time against the usual one.
final class OpenRunCell extends LiveCell<RunView> {
    private final RunLabels labels = new RunLabels();
    private final Label title = new Label();
    private final DurationBar bar = new DurationBar(112, 0.93);
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
        line = new HBox(12, labels.icon(), texts, bar, times, avatar);
        line.getStyleClass().add("card-line");
    }

    @Override
    protected Node show(RunView run) {
        labels.show(run);
        title.setText(run.origin().title());
        avatar.show(run.origin().actor());
        showTimes(run, clock().get());
        setAccessibleText(RunLabels.spoken(run));
        return line;
    }

    @Override
    protected void showTimes(RunView run, Instant at) {
        double share = RunDuration.share(run, at);
        labels.showState(run, share);
        bar.show(share, true);
        Optional<Duration> took = RunDuration.of(run, at);
        time.getStyleClass()
                .setAll(
                        "label",
                        RunDuration.isLong(share) ? "alert" : took.isEmpty() ? "muted" : "medium");
        time.setText(
                took.map(Durations::clock)
                        .orElseGet(() ->
                                StateLooks.of(run).word().toLowerCase(Locale.ROOT)
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
