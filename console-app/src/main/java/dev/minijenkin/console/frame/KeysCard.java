package dev.minijenkin.console.frame;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// All keys on one card.
final class KeysCard {
    private static final double WIDEST = 1060;

    private record Key(List<String> caps, String does) {}

    private static final List<Key> EVERYWHERE =
            List.of(
                    new Key(List.of("Ctrl", "K"), "search or jump"),
                    new Key(List.of("G", "O"), "overview"),
                    new Key(List.of("G", "R"), "runs"),
                    new Key(List.of("G", "Q"), "queue"),
                    new Key(List.of("G", "N"), "runners"),
                    new Key(List.of("G", "D"), "deploys"),
                    new Key(List.of("G", "L"), "deliveries"),
                    new Key(List.of("G", "S"), "search"),
                    new Key(List.of("G", "I"), "insights"),
                    new Key(List.of("G", "A"), "audit"),
                    new Key(List.of("G", "M"), "manage"),
                    new Key(List.of("Ctrl", "R"), "run a pipeline"),
                    new Key(List.of("Ctrl", "B"), "while you were away"),
                    new Key(List.of("Space"), "mark a row"),
                    new Key(List.of("Ctrl", "A"), "mark all rows"),
                    new Key(List.of("Shift", "↓"), "mark up to there"),
                    new Key(List.of("Space", "held"), "the first error"),
                    new Key(List.of("Alt", "←"), "back"),
                    new Key(List.of("Ctrl", "+"), "larger"),
                    new Key(List.of("Ctrl", "−"), "smaller"),
                    new Key(List.of("Ctrl", "0"), "usual size"),
                    new Key(List.of("[", "]"), "a minute back, on"),
                    new Key(List.of("Shift", "[", "]"), "ten minutes"),
                    new Key(List.of("Ctrl", "[", "]"), "what went wrong"),
                    new Key(List.of("F1"), "all keys"),
                    new Key(List.of("?"), "all keys"),
                    new Key(List.of("Esc"), "close, back to now"));
    private static final List<Key> OVERVIEW =
            List.of(
                    new Key(List.of("Enter"), "open"),
                    new Key(List.of("A"), "do what the button says"),
                    new Key(List.of("C"), "copy"),
                    new Key(List.of("R"), "rerun"),
                    new Key(List.of("F"), "rerun failed"),
                    new Key(List.of("X"), "cancel"));
    private static final List<Key> RUNS =
            List.of(
                    new Key(List.of("↑", "↓"), "move"),
                    new Key(List.of("Enter"), "open"),
                    new Key(List.of("/"), "filter"),
                    new Key(List.of("Ctrl", "D"), "keep the filter"),
                    new Key(List.of("R"), "rerun"),
                    new Key(List.of("F"), "rerun failed"),
                    new Key(List.of("X"), "cancel"),
                    new Key(List.of("N"), "next that failed"),
                    new Key(List.of("L"), "log"),
                    new Key(List.of("O"), "commit in the browser"));
    private static final List<Key> QUEUE =
            List.of(
                    new Key(List.of("Space"), "mark"),
                    new Key(List.of("W"), "why it waits"),
                    new Key(List.of("H"), "hold"),
                    new Key(List.of("U"), "release"),
                    new Key(List.of("P"), "prioritise"),
                    new Key(List.of("X"), "cancel"));
    private static final List<Key> RUNNERS =
            List.of(
                    new Key(List.of("Space"), "mark"),
                    new Key(List.of("D"), "drain"),
                    new Key(List.of("U"), "resume"),
                    new Key(List.of("X"), "forget a silent one"),
                    new Key(List.of("←", "→"), "fold"));
    private static final List<Key> DEPLOYS =
            List.of(
                    new Key(List.of("W"), "details"),
                    new Key(List.of("P"), "approve"),
                    new Key(List.of("D"), "reject"),
                    new Key(List.of("B"), "break the glass"),
                    new Key(List.of("H"), "hold"),
                    new Key(List.of("U"), "release"),
                    new Key(List.of("F"), "free the lock"),
                    new Key(List.of("R"), "roll back"));
    private static final List<Key> DELIVERIES =
            List.of(
                    new Key(List.of("Space"), "mark"),
                    new Key(List.of("W"), "details"),
                    new Key(List.of("D"), "redeliver"),
                    new Key(List.of("R"), "replay"),
                    new Key(List.of("S"), "resend"));
    private static final List<Key> SEARCH =
            List.of(
                    new Key(List.of("/"), "search"),
                    new Key(List.of("Enter"), "open in the log"),
                    new Key(List.of("→"), "all lines of a job"),
                    new Key(List.of("W"), "how often and where"),
                    new Key(List.of("S"), "save the search"));
    private static final List<Key> INSIGHTS =
            List.of(
                    new Key(List.of("Enter"), "runs of a pipeline"),
                    new Key(List.of("1"), "7 days"),
                    new Key(List.of("2"), "30 days"),
                    new Key(List.of("3"), "90 days"),
                    new Key(List.of("W"), "its days"));
    private static final List<Key> AUDIT =
            List.of(
                    new Key(List.of("Enter"), "open what it is about"),
                    new Key(List.of("T"), "take back"),
                    new Key(List.of("/"), "filter"),
                    new Key(List.of("S"), "save as CSV"));
    private static final List<Key> RUN =
            List.of(
                    new Key(List.of("←", "→"), "fold"),
                    new Key(List.of("Enter"), "log"),
                    new Key(List.of("W"), "log of the whole run"),
                    new Key(List.of("2"), "two logs side by side"),
                    new Key(List.of("R"), "rerun"),
                    new Key(List.of("F"), "rerun failed"),
                    new Key(List.of("J"), "rerun job"),
                    new Key(List.of("P"), "approve a deployment"),
                    new Key(List.of("D"), "reject it"),
                    new Key(List.of("N"), "next job that failed"),
                    new Key(List.of("X"), "cancel"),
                    new Key(List.of("H"), "who holds it"),
                    new Key(List.of("E"), "next error of a file"),
                    new Key(List.of("A"), "annotations"),
                    new Key(List.of("V"), "what jobs need"),
                    new Key(List.of("T"), "jobs on a line of time"),
                    new Key(List.of("+", "−"), "larger, smaller"),
                    new Key(List.of("0"), "usual size"),
                    new Key(List.of("Z"), "all of it, or the job"),
                    new Key(List.of("Shift", "←", "→"), "move along"),
                    new Key(List.of("B"), "against the last green run"),
                    new Key(List.of("I"), "copy as an incident"),
                    new Key(List.of("Shift", "I"), "copy a picture of it"),
                    new Key(List.of("Y"), "workflow file"),
                    new Key(List.of("K"), "tests that failed"),
                    new Key(List.of("S"), "summary"),
                    new Key(List.of("O"), "artifacts"),
                    new Key(List.of("M"), "watch the pipeline"),
                    new Key(List.of("C"), "copy link"));
    private static final List<Key> LOG =
            List.of(
                    new Key(List.of("Ctrl", "F"), "search"),
                    new Key(List.of("E"), "first error, then the next"),
                    new Key(List.of("W"), "whole run, interleaved"),
                    new Key(List.of("2"), "another log beside it"),
                    new Key(List.of("End"), "follow"),
                    new Key(List.of("["), "fold all"),
                    new Key(List.of("]"), "unfold all"),
                    new Key(List.of("T"), "times"),
                    new Key(List.of("D"), "fold what repeats"),
                    new Key(List.of("Z"), "wrap"),
                    new Key(List.of("O"), "open a link"),
                    new Key(List.of("R"), "rerun job"),
                    new Key(List.of("X"), "cancel job"),
                    new Key(List.of("C"), "copy link to the line"),
                    new Key(List.of("Ctrl", "C"), "copy lines"));

    private static final List<Key> TWO_LOGS =
            List.of(
                    new Key(List.of("←", "→"), "the other side"),
                    new Key(List.of("J"), "choose the other log"),
                    new Key(List.of("A"), "tied by offset or clock"),
                    new Key(List.of("S"), "tied or not"),
                    new Key(List.of("E"), "next error"),
                    new Key(List.of("T"), "times"),
                    new Key(List.of("Enter"), "open alone"));

    private static final List<Key> MANAGE =
            List.of(
                    new Key(List.of("N"), "new"),
                    new Key(List.of("E"), "change"),
                    new Key(List.of("X"), "remove, revoke, forget"),
                    new Key(List.of("T"), "test a target"),
                    new Key(List.of("P"), "pause a target"),
                    new Key(List.of("U"), "resume a target, a runner"),
                    new Key(List.of("D"), "drain a runner"),
                    new Key(List.of("R"), "refresh a repository"));

    private static final List<Key> DIFFER =
            List.of(
                    new Key(List.of("N"), "next difference"),
                    new Key(List.of("P"), "previous one"),
                    new Key(List.of("E"), "first error"),
                    new Key(List.of("S"), "only differences"),
                    new Key(List.of("T"), "as it was written"),
                    new Key(List.of("Enter"), "unfold"));

    private KeysCard() {}

    static void showOn(Overlay overlay) {
        KeyColumns columns =
                new KeyColumns(
                        WIDEST,
                        column("Everywhere", EVERYWHERE),
                        column("Overview", OVERVIEW),
                        column("Runs", RUNS),
                        column("Queue", QUEUE),
                        column("Runners", RUNNERS),
                        column("Deploys", DEPLOYS),
                        column("Deliveries", DELIVERIES),
                        column("Search", SEARCH),
                        column("Insights", INSIGHTS),
                        column("Audit", AUDIT),
                        column("Run", RUN),
                        column("Against green", DIFFER),
                        column("Log", LOG),
                        column("Two logs", TWO_LOGS),
                        column("Manage", MANAGE));
        ScrollPane area = new ScrollPane(columns);
        area.setFitToWidth(true);
        VBox card = new VBox(area);
        card.getStyleClass().addAll("floating", "dialog-box", "keys-card");
        // Keys scroll it where it is higher than the window.
        area.setFocusTraversable(true);
        area.setAccessibleText("All keys");
        overlay.show(card, Pos.CENTER, area);
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
