package dev.minijenkin.console.overview;

import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.Durations;
import dev.minijenkin.console.part.list.LiveCell;
import dev.minijenkin.console.run.detail.RunDuration;
import dev.minijenkin.console.runs.row.RunLabels;
import dev.minijenkin.console.state.StateLooks;
import dev.minijenkin.db.view.runs.RunView;
import java.time.Instant;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/// A run that ended a while ago.
final class FinishedRunCell extends LiveCell<RunView> {
    private final RunLabels labels = new RunLabels();
    private final Label took = new Label();
    private final Label ago = new Label();
    private final HBox line;

    FinishedRunCell(DatabaseClock clock) {
        super(clock);
        labels.number().getStyleClass().add("muted");
        took.getStyleClass().add("muted");
        ago.getStyleClass().add("subtle");
        labels.pipeline().setMinWidth(0);
        labels.number().setMinWidth(Label.USE_PREF_SIZE);
        HBox name = new HBox(8, labels.pipeline(), labels.number());
        name.setAlignment(Pos.CENTER_LEFT);
        name.setMinWidth(0);
        HBox.setHgrow(name, Priority.ALWAYS);
        took.setMinWidth(60);
        took.setAlignment(Pos.CENTER_RIGHT);
        ago.setMinWidth(84);
        ago.setAlignment(Pos.CENTER_RIGHT);
        line = new HBox(12, labels.icon(), name, took, ago);
        line.getStyleClass().add("card-line");
    }

    @Override
    protected Node show(RunView run) {
        labels.icon().show(StateLooks.of(run).shape());
        labels.show(run);
        took.setText(RunDuration.of(run, clock().get()).map(Durations::clock).orElse(""));
        showTimes(run, clock().get());
        setAccessibleText(RunLabels.spoken(run));
        return line;
    }

    @Override
    protected void showTimes(RunView run, Instant at) {
        Instant finished = run.times().finished();
        ago.setText(finished == null ? "" : Durations.ago(finished, at, clock().zone()));
    }
}
