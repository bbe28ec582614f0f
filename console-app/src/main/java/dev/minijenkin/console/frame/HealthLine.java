package dev.minijenkin.console.frame;

import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import dev.minijenkin.console.live.LinkState;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/// One line of health: words before colour. What does not change is left alone, because the line is
/// shown anew every second.
public final class HealthLine extends HBox {
    private static final double WIDEST = 700;

    private final Region dot = new Region();
    private final List<Label> labels = new ArrayList<>();

    public HealthLine() {
        getStyleClass().add("health");
        getChildren().add(dot);
    }

    private record Word(String text, String styleClass) {}

    /// @param age how old what the views show is, in words; empty: they show nothing yet
    void show(LinkState link, String age, List<StatusText.Part> status) {
        List<Word> words = new ArrayList<>();
        switch (link) {
            case LinkState.Connecting() -> words.add(new Word("connecting…", "muted"));
            case LinkState.Lost(String reason) -> {
                words.add(new Word("connection lost", "wrong"));
                if (!age.isEmpty()) {
                    words.add(new Word("·  showing what was known " + age + " ago", "muted"));
                }
                words.add(new Word("·  trying again by itself", "muted"));
                words.add(new Word("·  " + reason, "subtle"));
            }
            case LinkState.Connected() -> {
                words.add(new Word("live", "good"));
                for (StatusText.Part part : status) {
                    words.add(new Word("·", "faint"));
                    words.add(new Word(part.text(), part.alert() ? "alert" : "muted"));
                }
            }
        }
        style(dot, "dot", dotStyle(link));
        show(words);
    }

    private void show(List<Word> words) {
        while (labels.size() < words.size()) {
            Label label = new Label();
            label.setMaxWidth(WIDEST);
            labels.add(label);
        }
        for (int i = 0; i < words.size(); i++) {
            labels.get(i).setText(words.get(i).text());
            style(labels.get(i), "label", words.get(i).styleClass());
            sign(labels.get(i), words.get(i).styleClass());
        }
        if (getChildren().size() != words.size() + 1) {
            List<Node> shown = new ArrayList<>(List.of(dot));
            shown.addAll(labels.subList(0, words.size()));
            getChildren().setAll(shown);
        }
    }

    /// What is out of the ordinary has a sign too, not only a colour.
    private static void sign(Label label, String styleClass) {
        boolean alert = styleClass.equals("alert") || styleClass.equals("wrong");
        if (alert && label.getGraphic() == null) {
            IconView icon = new IconView(Icon.WARNING, 13);
            icon.getStyleClass().add(styleClass);
            label.setGraphic(icon);
        } else if (!alert) {
            label.setGraphic(null);
        }
    }

    private static void style(Node node, String first, String second) {
        if (!node.getStyleClass().equals(List.of(first, second))) {
            node.getStyleClass().setAll(first, second);
        }
    }

    static String dotStyle(LinkState link) {
        return switch (link) {
            case LinkState.Connecting() -> "connecting";
            case LinkState.Connected() -> "live";
            case LinkState.Lost(String _) -> "lost";
        };
    }
}
