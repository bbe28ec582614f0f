package dev.minijenkin.console.manage;

import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.manage.model.ManageText;
import dev.minijenkin.console.manage.model.Managed;
import dev.minijenkin.console.part.CutLabel;
import dev.minijenkin.console.part.Durations;
import dev.minijenkin.console.part.list.LiveCell;
import java.time.Instant;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// One thing that is managed, in a line.
final class ManageCell extends LiveCell<Managed> {
    private static final double NAME = 0.26;
    private static final double ABOUT = 0.2;
    private static final double WHO = 120;
    private static final double WHEN = 92;

    private final CutLabel name = new CutLabel("", "medium");
    private final CutLabel about = new CutLabel("", "muted");
    private final CutLabel more = new CutLabel();
    private final CutLabel who = new CutLabel("", "muted");
    private final Label when = new Label();
    private final HBox line;

    ManageCell(DatabaseClock clock) {
        super(clock);
        share(name, NAME, room());
        share(about, ABOUT, room());
        more.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(more, Priority.ALWAYS);
        sized(who, WHO);
        sized(when, WHEN);
        when.getStyleClass().add("muted");
        when.setAlignment(Pos.CENTER_RIGHT);
        line = new HBox(name, about, more, who, when);
        line.getStyleClass().add("queue-line");
    }

    static List<Node> heads(ObservableValue<Double> room) {
        Label more = head("What it is like");
        more.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(more, Priority.ALWAYS);
        Label name = head("Name");
        Label about = head("For");
        Label when = head("Set");
        when.setAlignment(Pos.CENTER_RIGHT);
        share(name, NAME, room);
        share(about, ABOUT, room);
        sized(when, WHEN);
        Label who = head("By");
        sized(who, WHO);
        return List.of(name, about, more, who, when);
    }

    @Override
    protected Node show(Managed thing) {
        showTimes(thing, clock().get());
        return line;
    }

    @Override
    protected void showTimes(Managed thing, Instant at) {
        ManageText text = ManageText.of(thing, at, clock().zone());
        name.setText(thing.name());
        about.setText(text.about());
        more.setText(text.more());
        who.setText(text.who());
        when.setText(text.when().map(set -> Durations.ago(set, at, clock().zone())).orElse(""));
        setAccessibleText(
                thing.name() + ", for " + text.about() + ": " + text.more() + ". " + text.who());
    }

    private static Label head(String text) {
        Label label = new Label(text);
        label.getStyleClass().addAll("small", "muted");
        return label;
    }

    private static void share(Region region, double share, ObservableValue<Double> room) {
        room.subscribe(width -> sized(region, Math.rint(width * share)));
    }

    private static void sized(Region region, double width) {
        region.setMinWidth(width);
        region.setPrefWidth(width);
        region.setMaxWidth(width);
    }
}
