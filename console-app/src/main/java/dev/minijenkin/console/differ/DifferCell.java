package dev.minijenkin.console.differ;

import dev.minijenkin.console.differ.align.ComparedLog;
import dev.minijenkin.console.differ.align.LineAlignment.Kind;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;

/// A line of both logs: the green one left, the red one right, between them how they differ.
final class DifferCell extends ListCell<DifferRow> {
    private static final PseudoClass DIFFERS = PseudoClass.getPseudoClass("differs");
    private static final PseudoClass FAILED = PseudoClass.getPseudoClass("failed");
    private static final PseudoClass NONE = PseudoClass.getPseudoClass("none");

    private final DifferViewModel model;
    private final Half left = new Half("green");
    private final Half right = new Half("red");
    private final Label sign = new Label();
    private final HBox line = new HBox(left.box, sign, right.box);
    private final Label fold = new Label();

    /// One side of a row.
    private static final class Half {
        private final Label number = new Label();
        private final Label since = new Label();
        private final Label before = new Label();
        private final Label differing = new Label();
        private final Label behind = new Label();
        private final HBox box = new HBox(number, since, before, differing, behind);

        private Half(String side) {
            box.getStyleClass().setAll("differ-half", side);
            box.setAlignment(Pos.CENTER_LEFT);
            box.setMinWidth(0);
            // Both take half of the width, whatever they say.
            box.setPrefWidth(100);
            HBox.setHgrow(box, Priority.ALWAYS);
            Rectangle clip = new Rectangle();
            clip.widthProperty().bind(box.widthProperty());
            clip.heightProperty().bind(box.heightProperty());
            box.setClip(clip);
            number.getStyleClass().add("line-number");
            since.getStyleClass().add("line-time");
            before.getStyleClass().add("differ-text");
            differing.getStyleClass().addAll("differ-text", "differ-words");
            behind.getStyleClass().add("differ-text");
            for (Label label : new Label[] {before, differing, behind}) {
                label.setMinWidth(Region.USE_PREF_SIZE);
            }
        }

        private void show(ComparedLog log, int index, String text, int from, int to) {
            boolean there = index >= 0;
            number.setText(there ? Integer.toString(index + 1) : "");
            since.setText(there ? seconds(log.since(index)) : "");
            before.setText(text.substring(0, from));
            differing.setText(text.substring(from, to));
            differing.setVisible(to > from);
            differing.setManaged(to > from);
            behind.setText(text.substring(to));
        }

        private static String seconds(long millis) {
            long tenths = millis / 100;
            return tenths < 600
                    ? "%d.%d".formatted(tenths / 10, tenths % 10)
                    : "%d:%02d.%d".formatted(tenths / 600, tenths / 10 % 60, tenths % 10);
        }
    }

    DifferCell(DifferViewModel model) {
        this.model = model;
        getStyleClass().add("differ-cell");
        line.getStyleClass().add("differ-line");
        sign.getStyleClass().add("differ-sign");
        fold.getStyleClass().add("differ-fold");
        setOnMouseClicked(event -> {
            if (!isEmpty() && getItem() instanceof DifferRow.OfSame same) {
                model.open(same);
            }
        });
        model.rawProperty().subscribe(now -> updateItem(getItem(), isEmpty()));
    }

    @Override
    protected void updateItem(DifferRow row, boolean empty) {
        super.updateItem(row, empty);
        setText(null);
        var compared = model.compared();
        if (empty || row == null || compared.isEmpty()) {
            mark(false, false, false, false);
            setGraphic(null);
            setAccessibleText("");
            return;
        }
        switch (row) {
            case DifferRow.OfSame(int _, int count) -> {
                mark(false, false, false, false);
                fold.setText(
                        "›  "
                                + (count == 1 ? "1 line" : "%,d lines".formatted(count))
                                + ", the same");
                setGraphic(fold);
                setAccessibleText(fold.getText());
            }
            case DifferRow.OfLine(int first) -> {
                show(compared.get().logs(), first);
                setGraphic(line);
            }
        }
    }

    private void show(TwoLogs logs, int row) {
        int green = logs.alignment().green(row);
        int red = logs.alignment().red(row);
        Kind kind = logs.alignment().kind(row);
        String greenText = green < 0 ? "" : text(logs.green(), green);
        String redText = red < 0 ? "" : text(logs.red(), red);
        WordDifference words =
                kind == Kind.CHANGED
                        ? WordDifference.of(greenText, redText)
                        : new WordDifference(0, 0, 0);
        left.show(logs.green(), green, greenText, words.before(), words.green());
        right.show(logs.red(), red, redText, words.before(), words.red());
        sign.setText(
                switch (kind) {
                    case SAME -> "";
                    case CHANGED -> "≠";
                    case ONLY_GREEN -> "−";
                    case ONLY_RED -> "+";
                });
        mark(kind != Kind.SAME, logs.failure(row), green < 0, red < 0);
        setAccessibleText(
                switch (kind) {
                    case SAME -> "The same: " + redText;
                    case CHANGED -> "Green: " + greenText + "; red: " + redText;
                    case ONLY_GREEN -> "Only green: " + greenText;
                    case ONLY_RED -> "Only red: " + redText;
                });
    }

    private String text(ComparedLog log, int index) {
        String text = model.rawProperty().get() ? log.line(index) : log.evened(index);
        return text.replace("\t", "    ");
    }

    private void mark(boolean differs, boolean failed, boolean noGreen, boolean noRed) {
        pseudoClassStateChanged(DIFFERS, differs);
        pseudoClassStateChanged(FAILED, failed);
        left.box.pseudoClassStateChanged(NONE, noGreen);
        right.box.pseudoClassStateChanged(NONE, noRed);
    }
}
