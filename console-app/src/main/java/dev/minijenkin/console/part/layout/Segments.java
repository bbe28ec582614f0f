package dev.minijenkin.console.part.layout;

import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;

/// One of several kinds of rows is shown, or all: with how many there are of each. A kind of which
/// there are none is not offered, unless it is the one that is shown. On one line, but where a view
/// lets it be narrower than that. FX thread only.
public final class Segments extends FlowPane {
    private static final PseudoClass NOTHING = PseudoClass.getPseudoClass("nothing");

    private final ToggleGroup group = new ToggleGroup();
    private final List<Kind> kinds = new ArrayList<>();

    private record Kind(String word, ToggleButton button) {}

    public Segments() {
        getStyleClass().add("segments");
        setMinWidth(USE_PREF_SIZE);
        setMaxHeight(USE_PREF_SIZE);
        setPrefWrapLength(Double.MAX_VALUE);
        pseudoClassStateChanged(NOTHING, true);
    }

    /// Of one line, which is not what a pane that flows would have.
    @Override
    protected double computePrefWidth(double height) {
        return snappedLeftInset()
                + getManagedChildren().stream()
                        .mapToDouble(each -> snapSizeX(each.prefWidth(-1)))
                        .sum()
                + snappedRightInset();
    }

    /// Offers a kind more; the first one is shown.
    ///
    /// @param chosen shows it
    public void offer(String word, Runnable chosen) {
        ToggleButton button = new ToggleButton(word);
        button.setToggleGroup(group);
        button.setMinWidth(USE_PREF_SIZE);
        button.setSelected(kinds.isEmpty());
        // Until it is known how many there are.
        FittingRow.setShown(button, false);
        button.setOnAction(event -> {
            button.setSelected(true);
            chosen.run();
        });
        kinds.add(new Kind(word, button));
        getChildren().add(button);
    }

    /// Offers a kind more, which is shown however few there are of it; the first one is chosen.
    ///
    /// @param chosen shows it
    public void offerAlways(String word, Runnable chosen) {
        offer(word, chosen);
        FittingRow.setShown(kinds.getLast().button(), true);
        pseudoClassStateChanged(NOTHING, false);
    }

    /// How many there are of each kind, in their order, of kinds that are always shown.
    public void countAlways(List<Long> counts) {
        for (int i = 0; i < counts.size(); i++) {
            kinds.get(i).button().setText(kinds.get(i).word() + " " + counts.get(i));
        }
    }

    /// How many there are of each kind but the first one, in their order.
    public void count(List<Long> counts) {
        for (int i = 0; i < counts.size(); i++) {
            Kind kind = kinds.get(i + 1);
            kind.button().setText(kind.word() + " " + counts.get(i));
            FittingRow.setShown(kind.button(), counts.get(i) > 0 || kind.button().isSelected());
        }
        FittingRow.setShown(
                kinds.getFirst().button(),
                kinds.stream().skip(1).anyMatch(kind -> kind.button().isManaged()));
        pseudoClassStateChanged(NOTHING, !kinds.getFirst().button().isManaged());
    }
}
