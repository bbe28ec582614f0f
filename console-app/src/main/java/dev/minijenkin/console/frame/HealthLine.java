package dev.minijenkin.console.frame;

import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import dev.minijenkin.console.live.LinkState;
import dev.minijenkin.console.part.CutLabel;
import dev.minijenkin.console.part.layout.FittingRow;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/// One line of health: words before colour. What does not fit is left out from its end, what is out
/// of the ordinary last. What does not change is left alone, because the line is shown anew every
/// second.
public final class HealthLine extends StackPane {
    private static final double WIDEST = 700;

    /// So much of a word must be seen, or it is left out.
    private static final double READABLE = 260;

    private static final double LEAST = 160;

    private final Region dot = new Region();
    private final FittingRow row = new FittingRow();
    private final List<Part> parts = new ArrayList<>();
    private String shownLink = "";

    public HealthLine() {
        row.getStyleClass().add("health");
        row.getChildren().add(dot);
        getChildren().add(row);
        setMinWidth(LEAST);
        setAccessibleRole(AccessibleRole.TEXT);
    }

    private record Word(String text, String styleClass) {}

    /// A dot and a word, which go together.
    private static final class Part extends HBox {
        private final Label separator = new Label("·");
        private final CutLabel label = new CutLabel();

        private Part(boolean first) {
            super(6);
            setAlignment(Pos.CENTER_LEFT);
            separator.getStyleClass().add("faint");
            separator.setMinWidth(USE_PREF_SIZE);
            label.setMaxWidth(WIDEST);
            if (first) {
                getChildren().add(label);
            } else {
                getChildren().addAll(separator, label);
            }
        }
    }

    /// @param age how old what the views show is, in words; empty: they show nothing yet
    void show(LinkState link, String age, List<StatusText.Part> status) {
        List<Word> words = new ArrayList<>();
        switch (link) {
            case LinkState.Connecting() -> words.add(new Word("connecting…", "muted"));
            case LinkState.Lost(String reason) -> {
                words.add(new Word("connection lost", "wrong"));
                if (!age.isEmpty()) {
                    words.add(new Word("showing what was known " + age + " ago", "muted"));
                }
                words.add(new Word("trying again by itself", "muted"));
                words.add(new Word(reason, "subtle"));
            }
            case LinkState.Connected() -> {
                words.add(new Word("live", "good"));
                for (StatusText.Part part : status) {
                    words.add(new Word(part.text(), part.alert() ? "alert" : "muted"));
                }
            }
        }
        style(dot, "dot", dotStyle(link));
        show(words);
        String before = shownLink;
        shownLink = dotStyle(link);
        setAccessibleText(String.join(", ", words.stream().map(Word::text).toList()));
        if (!before.equals(shownLink)) {
            // An outage, or its end, is spoken: the focus is elsewhere.
            notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
        }
    }

    private void show(List<Word> words) {
        while (parts.size() < words.size()) {
            parts.add(new Part(parts.isEmpty()));
        }
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            Label label = parts.get(i).label;
            label.setText(word.text());
            style(label, "label", word.styleClass());
            sign(label, word.styleClass());
            boolean alert = word.styleClass().equals("alert");
            // The first word is how the link is: it stays. Then the last goes first.
            int order = i == 0 ? 0 : words.size() - i + (alert ? words.size() : 0);
            FittingRow.setDrop(parts.get(i), order);
            FittingRow.setKeep(parts.get(i), READABLE);
        }
        if (row.getChildren().size() != words.size() + 1) {
            List<Node> shown = new ArrayList<>(List.of(dot));
            shown.addAll(parts.subList(0, words.size()));
            row.getChildren().setAll(shown);
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
