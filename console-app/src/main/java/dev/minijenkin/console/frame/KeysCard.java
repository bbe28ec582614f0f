package dev.minijenkin.console.frame;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// All keys on one card.
final class KeysCard {
    private record Key(List<String> caps, String does) {}

    private static final List<Key> EVERYWHERE =
            List.of(
                    new Key(List.of("Ctrl", "K"), "search or jump"),
                    new Key(List.of("Alt", "←"), "back"),
                    new Key(List.of("Ctrl", "+"), "larger"),
                    new Key(List.of("Ctrl", "−"), "smaller"),
                    new Key(List.of("Ctrl", "0"), "usual size"),
                    new Key(List.of("F1"), "all keys"),
                    new Key(List.of("Esc"), "close"));
    private static final List<Key> RUNS =
            List.of(
                    new Key(List.of("↑", "↓"), "move"),
                    new Key(List.of("Enter"), "open"),
                    new Key(List.of("/"), "filter"),
                    new Key(List.of("R"), "rerun"),
                    new Key(List.of("F"), "rerun failed"),
                    new Key(List.of("X"), "cancel"),
                    new Key(List.of("L"), "log"),
                    new Key(List.of("O"), "commit in the browser"));
    private static final List<Key> RUN =
            List.of(
                    new Key(List.of("←", "→"), "fold"),
                    new Key(List.of("Enter"), "log"),
                    new Key(List.of("W"), "log of the whole run"),
                    new Key(List.of("R"), "rerun"),
                    new Key(List.of("F"), "rerun failed"),
                    new Key(List.of("J"), "rerun job"),
                    new Key(List.of("X"), "cancel"),
                    new Key(List.of("E"), "next error of a file"),
                    new Key(List.of("C"), "copy link"));
    private static final List<Key> LOG =
            List.of(
                    new Key(List.of("Ctrl", "F"), "search"),
                    new Key(List.of("E"), "first error, then the next"),
                    new Key(List.of("W"), "whole run, interleaved"),
                    new Key(List.of("End"), "follow"),
                    new Key(List.of("["), "fold all"),
                    new Key(List.of("]"), "unfold all"),
                    new Key(List.of("T"), "times"),
                    new Key(List.of("C"), "copy link to the line"),
                    new Key(List.of("Ctrl", "C"), "copy lines"));

    private KeysCard() {}

    static void showOn(Overlay overlay) {
        HBox columns =
                new HBox(
                        40,
                        column("Everywhere", EVERYWHERE),
                        column("Runs", RUNS),
                        column("Run", RUN),
                        column("Log", LOG));
        VBox card = new VBox(columns);
        card.getStyleClass().addAll("floating", "dialog-box");
        overlay.show(card, Pos.CENTER, card);
    }

    private static VBox column(String title, List<Key> keys) {
        Label heading = new Label(title);
        heading.getStyleClass().add("panel-title");
        GridPane grid = new GridPane(16, 8);
        for (int row = 0; row < keys.size(); row++) {
            HBox caps = new HBox(4);
            keys.get(row)
                    .caps()
                    .forEach(text -> {
                        Label cap = new Label(text);
                        cap.getStyleClass().add("key");
                        caps.getChildren().add(cap);
                    });
            Label does = new Label(keys.get(row).does());
            does.getStyleClass().add("muted");
            grid.addRow(row, caps, does);
        }
        return new VBox(12, heading, grid);
    }
}
