package dev.minijenkin.console.overview;

import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.Durations;
import dev.minijenkin.console.run.RunDuration;
import dev.minijenkin.console.state.StateIcon;
import dev.minijenkin.console.state.StateLooks;
import dev.minijenkin.db.view.runs.RunView;
import java.time.Instant;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/// A run that ended a while ago.
final class FinishedRunCell extends ListCell<RunView> {
    private final DatabaseClock clock;
    private final StateIcon icon = new StateIcon();
    private final Label pipeline = new Label();
    private final Label number = new Label();
    private final Label took = new Label();
    private final Label ago = new Label();
    private final HBox line;

    FinishedRunCell(DatabaseClock clock) {
        this.clock = clock;
        number.getStyleClass().add("muted");
        took.getStyleClass().add("muted");
        ago.getStyleClass().add("subtle");
        pipeline.setMinWidth(0);
        number.setMinWidth(Label.USE_PREF_SIZE);
        HBox name = new HBox(8, pipeline, number);
        name.setAlignment(Pos.CENTER_LEFT);
        name.setMinWidth(0);
        HBox.setHgrow(name, Priority.ALWAYS);
        took.setMinWidth(60);
        took.setAlignment(Pos.CENTER_RIGHT);
        ago.setMinWidth(84);
        ago.setAlignment(Pos.CENTER_RIGHT);
        line = new HBox(12, icon, name, took, ago);
        line.getStyleClass().add("card-line");
        // As wide as the list, so that long texts are cut instead of scrolled.
        setPrefWidth(0);
        clock.secondProperty()
                .subscribe(second -> {
                    RunView run = getItem();
                    if (run != null && !isEmpty()) {
                        showAgo(run, second);
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
        icon.show(StateLooks.of(run).shape());
        pipeline.setText(run.pipeline().title());
        number.setText("#" + run.number());
        took.setText(RunDuration.of(run, clock.get()).map(Durations::clock).orElse(""));
        showAgo(run, clock.get());
        setAccessibleText(
                StateLooks.of(run).word() + ", " + run.pipeline().title() + " " + run.number());
        setGraphic(line);
    }

    private void showAgo(RunView run, Instant at) {
        Instant finished = run.times().finished();
        ago.setText(finished == null ? "" : Durations.ago(finished, at, clock.zone()));
    }
}
