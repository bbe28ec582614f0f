package dev.minijenkin.console.log.list;

import dev.minijenkin.console.log.ansi.AnsiColour;
import dev.minijenkin.console.log.ansi.TextStyle;
import dev.minijenkin.console.log.document.StyledText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Background;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.CornerRadii;
import javafx.scene.layout.HBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import javafx.scene.transform.Shear;

/// Draws the text of a line: the program's colours, what was searched for, and links. FX thread
/// only.
public final class LogSpans {
    private static final double SLANT = -0.2;
    private static final double BASELINE = 13;

    private final LogColours colours;
    private final Consumer<LogLink.Target> follow;

    /// @param follow is told of a click on a link
    public LogSpans(LogColours colours, Consumer<LogLink.Target> follow) {
        this.colours = colours;
        this.follow = follow;
    }

    /// Shows a line in a text flow. What looks as before stays the node that it is and gets other
    /// words: a new node is styled anew, which costs more than all the rest.
    ///
    /// @param hits stretches that match what is searched for
    /// @param current whether this is the line that the search is at
    public void show(TextFlow flow, List<StyledText> spans, List<int[]> hits, boolean current) {
        List<Node> before = flow.getChildren();
        List<Node> nodes = new ArrayList<>();
        for (Piece piece : pieces(spans, hits)) {
            Node known = nodes.size() < before.size() ? before.get(nodes.size()) : null;
            if (known instanceof Text text && piece.looksAs(text)) {
                // Whatever is set anew is measured anew.
                if (!text.getText().equals(piece.text())) {
                    text.setText(piece.text());
                }
                nodes.add(text);
            } else {
                nodes.add(node(piece, current));
            }
        }
        if (!nodes.equals(before)) {
            flow.getChildren().setAll(nodes);
        }
    }

    /// A stretch of a line that looks and leads the same everywhere.
    private record Piece(String text, long style, boolean hit, Optional<LogLink.Target> target) {
        /// Whether nothing but the style sheet decides on it.
        boolean isPlain() {
            return !hit && target.isEmpty() && isOfSheet(style);
        }

        boolean looksAs(Text text) {
            return isPlain() && Long.valueOf(style).equals(text.getUserData());
        }
    }

    /// Whether a style is one of the style sheet alone, upright and without a background.
    private static boolean isOfSheet(long style) {
        return !TextStyle.has(style, TextStyle.INVERSE)
                && !TextStyle.has(style, TextStyle.ITALIC)
                && TextStyle.background(style) instanceof AnsiColour.Default
                && !(TextStyle.foreground(style) instanceof AnsiColour.Rgb);
    }

    private static List<Piece> pieces(List<StyledText> spans, List<int[]> hits) {
        StringBuilder whole = new StringBuilder();
        spans.forEach(span -> whole.append(span.text()));
        List<LogLink> links = LogLink.in(whole.toString());
        TreeSet<Integer> cuts = new TreeSet<>();
        hits.forEach(hit -> cuts.addAll(List.of(hit[0], hit[1])));
        links.forEach(link -> cuts.addAll(List.of(link.from(), link.to())));
        List<Piece> pieces = new ArrayList<>();
        int offset = 0;
        for (StyledText span : spans) {
            int end = offset + span.text().length();
            int at = offset;
            for (int cut : cuts.subSet(offset + 1, Math.max(offset + 1, end))) {
                pieces.add(piece(span, offset, at, cut, hits, links));
                at = cut;
            }
            if (at < end) {
                pieces.add(piece(span, offset, at, end, hits, links));
            }
            offset = end;
        }
        return pieces;
    }

    private static Piece piece(
            StyledText span, int offset, int from, int to, List<int[]> hits, List<LogLink> links) {
        return new Piece(
                span.text().substring(from - offset, to - offset),
                span.style(),
                hits.stream().anyMatch(of -> of[0] <= from && to <= of[1]),
                target(span, from, to, links));
    }

    private Node node(Piece piece, boolean current) {
        Node node = piece.hit() ? hit(piece.text(), current) : styled(piece.text(), piece.style());
        piece.target().ifPresent(target -> lead(node, target));
        if (piece.isPlain()) {
            node.setUserData(piece.style());
        }
        return node;
    }

    /// The program's own link comes before what the text looks like.
    private static Optional<LogLink.Target> target(
            StyledText span, int from, int to, List<LogLink> links) {
        if (!span.link().isEmpty()) {
            return Optional.of(LogLink.target(span.link()));
        }
        return links.stream()
                .filter(link -> link.from() <= from && to <= link.to())
                .findFirst()
                .map(LogLink::target);
    }

    private void lead(Node node, LogLink.Target target) {
        node.getStyleClass().add("log-link");
        Tooltip.install(node, new Tooltip(told(target)));
        node.setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY && event.isStillSincePress()) {
                follow.accept(target);
                event.consume();
            }
        });
    }

    private static String told(LogLink.Target target) {
        return switch (target) {
            case LogLink.Target.Web(String address) -> "Open " + address;
            case LogLink.Target.FilePlace(String place) -> "Copy " + place;
            case LogLink.Target.Other(String address) -> "Copy " + address;
        };
    }

    private Node styled(String text, long style) {
        Text node = new Text(text);
        AnsiColour foreground = TextStyle.foreground(style);
        AnsiColour background = TextStyle.background(style);
        boolean inverse = TextStyle.has(style, TextStyle.INVERSE);
        addIf(node, style, TextStyle.BOLD, "ansi-bold");
        addIf(node, style, TextStyle.UNDERLINE, "ansi-underline");
        addIf(node, style, TextStyle.STRIKE, "ansi-strike");
        if (TextStyle.has(style, TextStyle.ITALIC)) {
            // The font has no italics: its letters lean.
            node.getTransforms().add(new Shear(SLANT, 0, 0, BASELINE));
        }
        boolean asUsual = !inverse && background instanceof AnsiColour.Default;
        if (asUsual && !(foreground instanceof AnsiColour.Rgb)) {
            node.getStyleClass().addFirst("log-text");
            if (foreground instanceof AnsiColour.Named named) {
                node.getStyleClass().add("ansi-" + named.word());
            }
            addIf(node, style, TextStyle.DIM, "ansi-dim");
            return node;
        }
        // Not the sheet's fill: it would come before this one.
        node.getStyleClass().addFirst("log-font");
        if (asUsual) {
            node.setFill(colours.pair(foreground, background, false).drawn());
            return node;
        }
        LogColours.Pair pair = colours.pair(foreground, background, inverse);
        node.setFill(pair.drawn());
        HBox box = new HBox(node);
        box.getStyleClass().add("log-span");
        box.setBackground(
                new Background(new BackgroundFill(pair.behind(), CornerRadii.EMPTY, null)));
        return box;
    }

    private static void addIf(Text node, long style, long flag, String styleClass) {
        if (TextStyle.has(style, flag)) {
            node.getStyleClass().add(styleClass);
        }
    }

    private static Node hit(String text, boolean current) {
        Label node = new Label(text);
        node.getStyleClass().setAll("log-hit");
        if (current) {
            node.getStyleClass().add("current");
        }
        return node;
    }
}
