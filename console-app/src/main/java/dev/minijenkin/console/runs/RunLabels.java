package dev.minijenkin.console.runs;

import dev.minijenkin.console.state.StateIcon;
import dev.minijenkin.console.state.StateLooks;
import dev.minijenkin.db.view.runs.RunView;
import javafx.scene.control.Label;

/// What every row of a run begins with: its state, its pipeline and its number.
public final class RunLabels {
    private final StateIcon icon = new StateIcon();
    private final Label pipeline = new Label();
    private final Label number = new Label();

    public StateIcon icon() {
        return icon;
    }

    public Label pipeline() {
        return pipeline;
    }

    public Label number() {
        return number;
    }

    /// Fills them, but for the state, which also shows how far the run is.
    public void show(RunView run) {
        pipeline.setText(run.pipeline().title());
        number.setText("#" + run.number());
    }

    /// Fills the state.
    ///
    /// @param share of the usual duration; NaN where that is not known
    public void showState(RunView run, double share) {
        icon.show(StateLooks.of(run).shape(), share);
    }

    /// `Failed, shop / ci 12`, for who does not see the row.
    public static String spoken(RunView run) {
        return StateLooks.of(run).word() + ", " + run.pipeline().title() + " " + run.number();
    }
}
