package dev.minijenkin.console.queue;

import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.CutLabel;
import dev.minijenkin.console.part.Durations;
import dev.minijenkin.console.part.list.LiveCell;
import dev.minijenkin.db.view.queue.QueuedWork;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// One of what waits, in two lines; or the head of a group.
final class QueueCell extends LiveCell<QueueRow> {
    private static final PseudoClass HEAD = PseudoClass.getPseudoClass("head");
    private static final PseudoClass MARKED = PseudoClass.getPseudoClass("marked");

    private final CheckBox mark = new CheckBox();
    private final Label place = new Label();
    private final CutLabel name = new CutLabel("", "medium");
    private final CutLabel run = new CutLabel("", "small", "muted");
    private final IconView icon = new IconView(Icon.CLOCK, 15);
    private final CutLabel why = new CutLabel();
    private final CutLabel more = new CutLabel("", "small", "muted");
    private final Label waits = new Label();
    private final Label starts = new Label();
    private final HBox line;
    private final IconView chevron = new IconView(Icon.CHEVRON_DOWN, 13);
    private final Label title = new Label();
    private final Label count = new Label();
    private final HBox head = new HBox(8, chevron, title, count);

    /// @param onMark is told which row's box was clicked
    /// @param onFold is told which head was clicked
    QueueCell(DatabaseClock clock, Consumer<QueueRow> onMark, Consumer<QueueRow> onFold) {
        super(clock);
        mark.setFocusTraversable(false);
        mark.setOnAction(event -> onMark.accept(getItem()));
        VBox names = lines(name, run);
        VBox reasons = lines(why, more);
        HBox.setHgrow(reasons, Priority.ALWAYS);
        HBox job = new HBox(names);
        HBox.setHgrow(names, Priority.ALWAYS);
        job.setAlignment(Pos.CENTER_LEFT);
        QueueColumns.job(job, room());
        place.getStyleClass().add("muted");
        QueueColumns.sized(place, QueueColumns.PLACE);
        HBox sign = new HBox(icon);
        sign.setAlignment(Pos.CENTER_LEFT);
        QueueColumns.sized(sign, QueueColumns.SIGN);
        for (Label label : new Label[] {waits, starts}) {
            label.setAlignment(Pos.CENTER_RIGHT);
            QueueColumns.sized(label, QueueColumns.TIME);
        }
        HBox box = new HBox(mark);
        box.setAlignment(Pos.CENTER_LEFT);
        QueueColumns.sized(box, QueueColumns.MARK);
        line = new HBox(box, place, job, sign, reasons, waits, starts);
        line.getStyleClass().add("queue-line");
        title.getStyleClass().add("medium");
        count.getStyleClass().add("muted");
        head.getStyleClass().add("group-head");
        head.setOnMouseClicked(event -> onFold.accept(getItem()));
    }

    @Override
    protected Node show(QueueRow row) {
        pseudoClassStateChanged(HEAD, row instanceof QueueRow.OfGroup);
        pseudoClassStateChanged(MARKED, row instanceof QueueRow.OfWork of && of.marked());
        return switch (row) {
            case QueueRow.OfGroup group -> show(group);
            case QueueRow.OfWork of -> show(of);
        };
    }

    private Region show(QueueRow.OfGroup group) {
        chevron.setIcon(group.open() ? Icon.CHEVRON_DOWN : Icon.CHEVRON_RIGHT);
        title.setText(group.group().title());
        count.setText(Integer.toString(group.count()));
        setAccessibleText(
                group.group().title()
                        + ", "
                        + group.count()
                        + (group.open() ? ", open" : ", closed"));
        return head;
    }

    private Region show(QueueRow.OfWork row) {
        QueuedWork work = row.work();
        QueueText text = QueueText.of(work);
        mark.setSelected(row.marked());
        mark.setAccessibleText("Mark " + QueueText.fullName(work));
        place.setText(work.waiting().place() == 0 ? "" : Long.toString(work.waiting().place()));
        name.setText(QueueText.name(work));
        run.setText(work.run().name());
        icon.setIcon(work.held().isPresent() ? Icon.HOLD : row.group().icon());
        icon.getStyleClass().setAll("icon", row.group().calls() ? "alert" : "subtle");
        why.setText(text.why());
        more.setText(text.more());
        more.setVisible(!text.more().isEmpty());
        more.setManaged(more.isVisible());
        showTimes(row, clock().get());
        setAccessibleText(
                QueueText.fullName(work)
                        + ", "
                        + text.why()
                        + ", "
                        + text.more()
                        + ", waits "
                        + waits.getText()
                        + (starts.getText().isEmpty() ? "" : ", starts " + starts.getText())
                        + (row.marked() ? ", marked" : ""));
        return line;
    }

    @Override
    protected void showTimes(QueueRow row, Instant at) {
        if (row instanceof QueueRow.OfWork of) {
            String style = of.group() == QueueGroup.NO_RUNNER ? "alert" : "muted";
            waits.setText(Durations.words(Duration.between(of.work().since(), at)));
            waits.getStyleClass().setAll("label", style);
            starts.setText(QueueText.starts(of.work(), at));
            starts.getStyleClass().setAll("label", style);
        }
    }
}
