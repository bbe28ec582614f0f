package dev.minijenkin.console.log;

import dev.minijenkin.console.live.Now;
import dev.minijenkin.console.part.Spans;
import dev.minijenkin.console.run.JobRow;
import dev.minijenkin.console.run.JobTimes;
import dev.minijenkin.console.state.Looks;
import dev.minijenkin.console.state.StateIcon;
import dev.minijenkin.console.state.StateLook;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/// A job or a step in the panel beside the log.
final class JobPanelCell extends ListCell<JobRow> {
    private static final PseudoClass STEP = PseudoClass.getPseudoClass("step");

    private final Now now;
    private final StateIcon icon = new StateIcon();
    private final Label name = new Label();
    private final Label time = new Label();
    private final HBox line = new HBox(icon, name, time);

    JobPanelCell(Now now) {
        this.now = now;
        line.getStyleClass().add("job-line");
        // As wide as the list, so that long texts are cut instead of scrolled.
        setPrefWidth(0);
        time.getStyleClass().add("subtle");
        name.setMaxWidth(Double.MAX_VALUE);
        name.setMinWidth(0);
        time.setMinWidth(Label.USE_PREF_SIZE);
        HBox.setHgrow(name, Priority.ALWAYS);
        now.secondProperty()
                .subscribe(second -> {
                    JobRow row = getItem();
                    if (row != null && !isEmpty()) {
                        showTime(row);
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
        StateLook look =
                switch (row) {
                    case JobRow.OfJob(var job, var open) -> Looks.of(job);
                    case JobRow.OfStep(var job, var step) -> Looks.of(step);
                };
        icon.show(look.shape());
        name.setText(
                switch (row) {
                    case JobRow.OfJob(var job, var open) -> job.name();
                    case JobRow.OfStep(var job, var step) -> step.name();
                });
        name.getStyleClass().removeAll("muted");
        if (row instanceof JobRow.OfStep) {
            name.getStyleClass().add("muted");
        }
        pseudoClassStateChanged(STEP, row instanceof JobRow.OfStep);
        showTime(row);
        setAccessibleText(name.getText() + ", " + look.word() + ", " + time.getText());
        setGraphic(line);
    }

    private void showTime(JobRow row) {
        Optional<String> text =
                switch (row) {
                    case JobRow.OfJob(var job, var open) ->
                            JobTimes.ran(job, now.get()).map(Spans::clock);
                    case JobRow.OfStep(var job, var step) ->
                            JobTimes.ran(step, now.get()).map(Spans::exact);
                };
        time.setText(text.orElse(""));
    }
}
