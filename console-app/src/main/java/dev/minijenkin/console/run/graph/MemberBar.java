package dev.minijenkin.console.run.graph;

import dev.minijenkin.console.state.StateShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.scene.layout.Region;

/// How several jobs are spread over states: a stretch a state, as long as its share, in its colour
/// and in a height of its own. However many there are, one that failed is seen. FX thread only.
final class MemberBar extends Region {
    private static final double HEIGHT = 10;
    private static final double GAP = 2;
    private static final double LEAST = 4;

    private List<Map.Entry<StateShape, Integer>> shown = List.of();

    MemberBar() {
        getStyleClass().add("leg-bar");
        setMouseTransparent(true);
        setMinHeight(HEIGHT);
        setPrefHeight(HEIGHT);
    }

    void show(Map<StateShape, Integer> members) {
        List<Map.Entry<StateShape, Integer>> next = List.copyOf(members.entrySet());
        if (next.equals(shown)) {
            return;
        }
        shown = next;
        List<Region> stretches = new ArrayList<>();
        for (Map.Entry<StateShape, Integer> of : shown) {
            Region stretch = new Region();
            stretch.getStyleClass().setAll("segment", of.getKey().styleClass());
            stretch.setManaged(false);
            stretches.add(stretch);
        }
        getChildren().setAll(stretches);
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        double all = shown.stream().mapToInt(Map.Entry::getValue).sum();
        double room = getWidth() - (GAP + LEAST) * shown.size() + GAP;
        double left = 0;
        for (int at = 0; at < shown.size(); at++) {
            double length = LEAST + room * shown.get(at).getValue() / all;
            double thickness = LegBar.thickness(shown.get(at).getKey());
            double from = Math.rint(left);
            getChildren()
                    .get(at)
                    .resizeRelocate(
                            from,
                            Math.rint((getHeight() - thickness) / 2),
                            Math.max(1, Math.rint(left + length) - from),
                            thickness);
            left += length + GAP;
        }
    }
}
