package dev.minijenkin.console.run.graph;

import dev.minijenkin.console.part.CutLabel;
import dev.minijenkin.console.state.StateIcon;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// A job in a graph, or several as one: with how many of them are in which state. FX thread only.
final class NeedsCard extends Button {
    private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");
    private static final double PADDING = 24;
    private static final List<String> FAULT = List.of("label", "chip", "state", "state-failure");
    private static final List<String> SEVERAL = List.of("label", "chip");
    private static final List<String> NOTE = List.of("label", "small", "muted");

    private final StateIcon icon = new StateIcon();
    private final CutLabel name = new CutLabel("", "medium");
    private final Label note = new Label();
    private final CutLabel counts = new CutLabel("", "small", "muted");
    private final MemberBar bar = new MemberBar();
    private final Tooltip tip = new Tooltip();
    private final VBox content;

    NeedsCard(String id) {
        setUserData(id);
        HBox.setHgrow(name, Priority.ALWAYS);
        name.setMaxWidth(Double.MAX_VALUE);
        note.setMinWidth(USE_PREF_SIZE);
        HBox line = new HBox(9, icon, name, note);
        line.getStyleClass().add("plan-node-line");
        content = new VBox(line, counts, bar);
        content.getStyleClass().add("plan-node-content");
        content.setMinWidth(NeedsLayout.CARD_WIDTH - PADDING);
        content.setMaxWidth(NeedsLayout.CARD_WIDTH - PADDING);
        setGraphic(content);
        setTooltip(tip);
        // One of them is the way in, by Tab; arrows lead to the others.
        setFocusTraversable(false);
    }

    String id() {
        return String.valueOf(getUserData());
    }

    /// @param place of it among the others, in words
    void show(NeedsNode job, NeedsLayout.Card at, String place) {
        icon.show(job.look().shape());
        name.setText(job.title());
        note.setText(job.note());
        note.getStyleClass().setAll(job.fault() ? FAULT : job.members().isEmpty() ? NOTE : SEVERAL);
        shown(note, !job.note().isEmpty());
        counts.setText(job.counts());
        shown(counts, !job.members().isEmpty());
        bar.show(job.members());
        shown(bar, !job.members().isEmpty());
        getStyleClass().setAll("plan-node", job.look().shape().styleClass());
        tip.setText(job.tip());
        setAccessibleText(words(job, place));
        setMinSize(NeedsLayout.CARD_WIDTH, at.height());
        setMaxSize(NeedsLayout.CARD_WIDTH, at.height());
        resizeRelocate(at.x(), at.y(), NeedsLayout.CARD_WIDTH, at.height());
    }

    /// Whether it is where the person is.
    void setCurrent(boolean current) {
        pseudoClassStateChanged(CURRENT, current);
    }

    private static String words(NeedsNode job, String place) {
        StringBuilder words = new StringBuilder(job.title()).append(", ").append(job.look().word());
        if (!job.note().isEmpty()) {
            words.append(", ").append(job.note());
        }
        if (!job.members().isEmpty()) {
            words.append(": ").append(job.counts());
        }
        words.append(job.needs().isEmpty() ? ". Needs nothing" : ". Needs ")
                .append(String.join(", ", job.needs()));
        return words.append(". ").append(place).toString();
    }

    private static void shown(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
