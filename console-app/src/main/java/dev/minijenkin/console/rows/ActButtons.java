package dev.minijenkin.console.rows;

import dev.minijenkin.console.icon.IconView;
import dev.minijenkin.console.part.Gate;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;

/// The buttons of what can be done with the rows of a list. What cannot is disabled, and says why.
/// FX thread only.
public final class ActButtons extends FlowPane {
    private final List<Runnable> refreshes = new ArrayList<>();

    public ActButtons() {
        getStyleClass().add("act-buttons");
        setHgap(8);
        setVgap(8);
    }

    /// Offers these from now on.
    public <T> void offer(RowActs<T> acts) {
        getChildren().clear();
        refreshes.clear();
        for (RowAct<T> act : acts.acts()) {
            RowAct.Look look = act.look();
            Button button = new Button(look.title(), new IconView(look.icon(), 13));
            button.getStyleClass().add("compact");
            if (look.destructive()) {
                button.getStyleClass().add("destructive");
            }
            String key = look.key().getName();
            button.setTooltip(new Tooltip("(" + key + ")"));
            button.setAccessibleText(look.title().replace("…", ""));
            button.setOnAction(event -> acts.act(act));
            Gate gate = new Gate();
            gate.getChildren().add(button);
            refreshes.add(() -> gate.setRefusal(acts.refusal(act)));
            getChildren().add(gate);
        }
        refresh();
    }

    /// All in one line, where there is room.
    @Override
    protected double computePrefWidth(double height) {
        return getManagedChildren().stream().mapToDouble(child -> child.prefWidth(-1)).sum()
                + getHgap() * Math.max(0, getManagedChildren().size() - 1)
                + getInsets().getLeft()
                + getInsets().getRight();
    }

    /// What is chosen, or what it is like, may have changed.
    public void refresh() {
        refreshes.forEach(Runnable::run);
    }
}
