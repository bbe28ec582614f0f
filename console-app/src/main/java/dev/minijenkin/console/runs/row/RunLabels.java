package dev.minijenkin.console.runs.row;

import dev.minijenkin.console.part.CutLabel;
import dev.minijenkin.console.state.StateIcon;
import dev.minijenkin.console.state.StateLooks;
import dev.minijenkin.db.view.runs.RunView;
import javafx.scene.control.Label;

/// What every row of a run begins with: its state, its pipeline and its number.
public final class RunLabels {
    private final StateIcon icon = new StateIcon();
    private final CutLabel pipeline = new CutLabel();
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
        pipeline.setText(shortened(run.pipeline().title()));
        // Its times are those of its newest attempt.
        number.setText("#" + run.number() + (run.attempt() > 1 ? " ×" + run.attempt() : ""));
    }

    /// A workflow without a name is called by its file: the end of that tells it apart.
    public static String shortened(String title) {
        return title.replace(".mini-jenkin/workflows/", "");
    }

    /// Fills the state.
    ///
    /// @param share of the usual duration; NaN where that is not known
    public void showState(RunView run, double share) {
        icon.show(StateLooks.of(run).shape(), share);
    }

    /// `Failed, shop / ci 12`, for who does not see the row.
    public static String spoken(RunView run) {
        return StateLooks.of(run).word()
                + ", "
                + run.pipeline().title()
                + " "
                + run.number()
                + (run.attempt() > 1 ? ", attempt " + run.attempt() : "");
    }
}
