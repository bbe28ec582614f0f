package dev.minijenkin.console.search;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/// A line of a log in one row, with what was looked for standing out. A long one begins a little
/// before that.
final class MarkedLine extends Pane {
    private static final int LONGEST = 2000;
    private static final int FAR = 90;
    private static final int BEFORE = 30;

    private final TextFlow flow = new TextFlow();
    private final Rectangle clip = new Rectangle();

    MarkedLine(String text, List<HitMark> marks) {
        setMinWidth(0);
        setPrefWidth(0);
        setClip(clip);
        flow.getStyleClass().add("found-text");
        flow.getChildren().setAll(nodes(text, marks));
        getChildren().add(flow);
    }

    private static List<Node> nodes(String text, List<HitMark> marks) {
        int first = marks.isEmpty() ? 0 : marks.getFirst().from();
        int at = first > FAR ? first - BEFORE : 0;
        int end = Math.min(text.length(), at + LONGEST);
        List<Node> nodes = new ArrayList<>();
        if (at > 0) {
            nodes.add(plain("…"));
        }
        for (HitMark mark : marks) {
            if (mark.from() >= at && mark.to() <= end) {
                nodes.add(plain(text.substring(at, mark.from())));
                Label hit = new Label(text.substring(mark.from(), mark.to()));
                hit.getStyleClass().add("log-hit");
                nodes.add(hit);
                at = mark.to();
            }
        }
        nodes.add(plain(text.substring(Math.min(at, end), end)));
        return nodes;
    }

    private static Text plain(String text) {
        Text plain = new Text(text.replace("\t", "    "));
        plain.getStyleClass().add("log-text");
        return plain;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 20;
    }

    @Override
    protected void layoutChildren() {
        clip.setWidth(getWidth());
        clip.setHeight(getHeight());
        flow.resizeRelocate(0, 1, flow.prefWidth(-1), getHeight());
    }
}
