package dev.minijenkin.console.queue;

import java.util.List;
import java.util.function.IntConsumer;
import javafx.scene.control.Label;
import javafx.scene.control.Toggle;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// How early a run is served, as one of a few steps.
final class PriorityChoice extends VBox {
    private record Step(String word, int priority) {}

    private static final List<Step> STEPS =
            List.of(
                    new Step("First", 0),
                    new Step("Earlier", 25),
                    new Step("Usual", 50),
                    new Step("Later", 75),
                    new Step("Last", 99));

    private final ToggleGroup group = new ToggleGroup();

    /// @param now the priority of what is asked about
    PriorityChoice(int now) {
        super(5);
        Label label = new Label("Served (now " + now + "; 0 is first, 99 last)");
        label.getStyleClass().add("field-label");
        HBox segments = new HBox();
        segments.getStyleClass().add("segments");
        segments.setMaxWidth(USE_PREF_SIZE);
        for (Step step : STEPS) {
            ToggleButton button = new ToggleButton(step.word() + " " + step.priority());
            button.setUserData(step.priority());
            button.setToggleGroup(group);
            segments.getChildren().add(button);
        }
        group.selectToggle(group.getToggles().getFirst());
        // One of them is always chosen.
        group.selectedToggleProperty().addListener((any, before, next) -> keep(before, next));
        getChildren().addAll(label, segments);
    }

    int priority() {
        return (Integer) group.getSelectedToggle().getUserData();
    }

    /// Tells of the priority that is chosen, now and whenever it is another.
    void tell(IntConsumer chosen) {
        group.selectedToggleProperty()
                .subscribe(toggle -> {
                    if (toggle != null) {
                        chosen.accept((Integer) toggle.getUserData());
                    }
                });
    }

    private void keep(Toggle before, Toggle next) {
        if (next == null) {
            group.selectToggle(before);
        }
    }
}
