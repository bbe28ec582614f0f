package dev.minijenkin.console.log.list;

import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import dev.minijenkin.console.log.document.LineLevel;
import dev.minijenkin.console.log.document.LogDocument;
import dev.minijenkin.console.log.document.LogFold;
import dev.minijenkin.console.log.document.LogRow;
import dev.minijenkin.console.log.model.LogFinder;
import dev.minijenkin.console.log.model.LogViewModel;
import dev.minijenkin.console.log.model.PageSearch;
import dev.minijenkin.console.log.model.TimeColumn;
import dev.minijenkin.console.state.StateIcon;
import dev.minijenkin.db.view.run.JobView;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.text.TextFlow;

/// A line of the log, or a heading: number and time recede, the text leads.
public final class LogCell extends ListCell<LogRow> {
    private static final PseudoClass HEADING = PseudoClass.getPseudoClass("heading");
    private static final PseudoClass ERROR = PseudoClass.getPseudoClass("error");
    private static final PseudoClass WIDE = PseudoClass.getPseudoClass("wide");
    private static final PseudoClass WARNING = PseudoClass.getPseudoClass("warning");

    private static final int JOB_COLOURS = 5;

    private final LogViewModel model;
    private final LogFinder finder;
    private final LogSpans spans;
    private final Label number = new Label();
    private final Label time = new Label();
    private final IconView chevron = new IconView(Icon.CHEVRON_DOWN, 12);
    private final StackPane chevronBox = new StackPane(chevron);
    private final Label job = new Label();
    private final TextFlow text = new TextFlow();
    private final Label title = new Label();
    private final StateIcon state = new StateIcon();
    private final Label note = new Label();
    private final HBox line = new HBox();

    /// @param toggle opens or closes a fold
    public LogCell(LogViewModel model, LogSpans spans, Consumer<LogFold> toggle) {
        this.model = model;
        this.finder = model.finder();
        this.spans = spans;
        getStyleClass().add("log-cell");
        number.getStyleClass().add("line-number");
        time.getStyleClass().add("line-time");
        chevronBox.getStyleClass().add("chevron");
        title.getStyleClass().add("log-heading");
        note.getStyleClass().add("log-note");
        job.getStyleClass().add("line-job");
        line.getStyleClass().add("log-line");
        text.setMinWidth(Region.USE_PREF_SIZE);
        HBox.setHgrow(title, Priority.ALWAYS);
        title.setMaxWidth(Double.MAX_VALUE);
        state.setScaleX(0.8);
        state.setScaleY(0.8);
        HBox.setMargin(text, new Insets(2, 0, 0, 0));
        setGraphic(line);
        setOnMouseClicked(event -> {
            if (!isEmpty() && getItem() instanceof LogRow.Heading(LogFold fold)) {
                toggle.accept(fold);
            }
        });
    }

    @Override
    protected void updateItem(LogRow row, boolean empty) {
        super.updateItem(row, empty);
        // Hidden, not taken away: what comes back into a cell is styled anew.
        line.setVisible(!empty && row != null);
        switch (row) {
            case null -> showNothing();
            case LogRow.Line(int index) -> showLine(index);
            case LogRow.Heading(LogFold fold) -> showHeading(fold);
        }
    }

    private void showNothing() {
        mark(false, LineLevel.PLAIN);
        line.setVisible(false);
        setAccessibleText("");
    }

    /// The row that it has, once more: its words have come, or look different now.
    public void showAgain() {
        updateItem(getItem(), isEmpty());
    }

    /// Whenever rows come the list puts all its cells aside, without a row, and takes them again:
    /// one that keeps its row meanwhile is not styled as empty and as filled once more. It may have
    /// missed what became of the row.
    @Override
    public void updateIndex(int index) {
        if (index < 0 && !isEmpty()) {
            return;
        }
        boolean same = index == getIndex() && index >= 0;
        super.updateIndex(index);
        if (same) {
            showAgain();
        }
    }

    private void showLine(int index) {
        LogDocument document = model.rows().document();
        if (index >= document.size()) {
            showNothing();
            return;
        }
        mark(false, document.level(index));
        showPlace(index);
        showText(index);
        boolean wraps = model.wrapProperty().get();
        text.setMinWidth(wraps ? 0 : Region.USE_PREF_SIZE);
        HBox.setHgrow(text, wraps ? Priority.ALWAYS : Priority.NEVER);
        tell(index);
        chevron.setVisible(false);
        if (model.wholeProperty().get()) {
            showJob(index);
            showParts(List.of(number, time, job, text));
        } else {
            showParts(List.of(number, time, chevronBox, text));
        }
    }

    private void showParts(List<Node> parts) {
        if (!line.getChildren().equals(parts)) {
            line.getChildren().setAll(parts);
        }
    }

    /// Word and colour: the name on every line, the same colour for the same job.
    private void showJob(int index) {
        job.setText(model.jobOf(index).map(JobView::name).orElse(""));
        job.getStyleClass()
                .setAll("label", "line-job", "job-" + model.indexOfJob(index) % JOB_COLOURS);
    }

    private void showHeading(LogFold fold) {
        mark(true, LineLevel.PLAIN);
        if (fold.firstLine() < model.rows().document().size()) {
            showPlace(fold.firstLine());
            if (fold.hiddenLines() == 0) {
                // The line below has this number already.
                number.setText("");
            }
        } else {
            number.setText("");
            time.setText("");
        }
        chevron.setVisible(true);
        chevron.setIcon(fold.closed() ? Icon.CHEVRON_RIGHT : Icon.CHEVRON_DOWN);
        title.setText(fold.title());
        note.setText(fold.note());
        fold.shape().ifPresent(state::show);
        showParts(
                fold.shape().isPresent()
                        ? List.of(number, time, chevronBox, state, title, note)
                        : List.of(number, time, chevronBox, title, note));
        setAccessibleText(
                fold.title() + ", " + fold.note() + ", " + (fold.closed() ? "closed" : "open"));
    }

    private void showPlace(int index) {
        LogDocument document = model.rows().document();
        TimeColumn column = model.timesProperty().get();
        number.setText(Integer.toString(document.number(index)));
        boolean shown = column != TimeColumn.OFF;
        time.setVisible(shown);
        time.setManaged(shown);
        time.pseudoClassStateChanged(WIDE, column == TimeColumn.ABSOLUTE);
        if (shown) {
            // The same on line after line tells nothing: a time stands where it changes.
            String told = told(column, index);
            time.setText(index > 0 && told.equals(told(column, index - 1)) ? "" : told);
        }
    }

    private String told(TimeColumn column, int index) {
        LogDocument document = model.rows().document();
        return column.format(
                document.time(index),
                document.time(0),
                document.time(Math.max(0, index - 1)),
                model.zone());
    }

    /// The line for who does not see it.
    private void tell(int index) {
        LogDocument document = model.rows().document();
        LineLevel level = document.level(index);
        String of =
                model.wholeProperty().get()
                        ? model.jobOf(index).map(shown -> " of " + shown.name()).orElse("")
                        : "";
        setAccessibleText(
                "Line "
                        + document.number(index)
                        + of
                        + (level == LineLevel.PLAIN ? "" : ", " + level.word())
                        + ": "
                        + document.text(index));
    }

    private void showText(int index) {
        LogDocument document = model.rows().document();
        List<Pattern> patterns = finder.patterns();
        List<int[]> hits =
                patterns.isEmpty()
                        ? List.of()
                        : PageSearch.stretches(patterns.getFirst(), document.text(index));
        spans.show(text, document.spans(index), hits, finder.currentLine() == index);
    }

    /// As high as its text where long lines are wrapped.
    @Override
    protected double computePrefHeight(double width) {
        if (!model.wrapProperty().get() || !line.isVisible() || getListView() == null) {
            return super.computePrefHeight(width);
        }
        return snapSizeY(line.prefHeight(roomOfText()));
    }

    @Override
    protected double computePrefWidth(double height) {
        return model.wrapProperty().get() ? 0 : super.computePrefWidth(height);
    }

    private double roomOfText() {
        return getWidth() > 0 ? getWidth() : getListView().getWidth();
    }

    private void mark(boolean heading, LineLevel level) {
        pseudoClassStateChanged(HEADING, heading);
        pseudoClassStateChanged(ERROR, level == LineLevel.ERROR);
        pseudoClassStateChanged(WARNING, level == LineLevel.WARNING);
    }
}
