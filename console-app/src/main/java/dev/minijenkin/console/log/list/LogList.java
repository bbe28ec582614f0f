package dev.minijenkin.console.log.list;

import dev.minijenkin.console.log.document.LineLevel;
import dev.minijenkin.console.log.document.LogDocument;
import dev.minijenkin.console.log.document.LogFold;
import dev.minijenkin.console.log.document.LogRow;
import dev.minijenkin.console.log.model.LogViewModel;
import dev.minijenkin.console.part.list.LongThumb;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import org.jspecify.annotations.Nullable;

/// The lines of a log: which is selected, and which is to come into sight. FX thread only.
public final class LogList extends ListView<LogRow> {
    private static final PseudoClass WRAP = PseudoClass.getPseudoClass("wrap");
    private static final int LINES_ABOVE = 6;
    public static final double LINE_HEIGHT = 20;

    // From 1; brought into sight as soon as it has come; 0: none.
    private int wantedLine;
    // Whether the log of a job that failed is still to be shown where it failed; not once a person
    // has moved by themselves.
    private boolean opensAtFailure;
    private boolean atEnd;
    private @Nullable LogViewModel shown;

    public LogList() {
        getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        setAccessibleText("Lines of the log");
        LongThumb.keep(this);
        for (var moved :
                List.of(KeyEvent.KEY_PRESSED, MouseEvent.MOUSE_PRESSED, ScrollEvent.SCROLL)) {
            addEventFilter(moved, event -> opensAtFailure = false);
        }
    }

    /// Shows the rows of a log, from now on.
    public void show(LogViewModel model) {
        shown = model;
        setItems(model.rows());
    }

    /// Shows what is in sight once more, in the cells that are there: to make them anew, as
    /// [#refresh] does, costs more than anything else that a list does.
    public void showAgain() {
        if (lookup(".virtual-flow") instanceof VirtualFlow<?> flow
                && flow.getFirstVisibleCell() != null) {
            int last = flow.getLastVisibleCell().getIndex();
            for (int row = flow.getFirstVisibleCell().getIndex(); row <= last; row++) {
                if (flow.getVisibleCell(row) instanceof LogCell cell) {
                    cell.showAgain();
                }
            }
        }
    }

    private LogViewModel model() {
        return Objects.requireNonNull(shown);
    }

    /// What is to come into sight once it is there.
    ///
    /// @param line from 1; 0: none
    /// @param failure whether it is the failure, where the job failed
    public void want(int line, boolean failure) {
        wantedLine = line;
        opensAtFailure = failure;
        atEnd = false;
    }

    /// More lines may have come: what is wanted may be among them.
    public void showWanted() {
        if (wantedLine > 0 && model().rows().document().size() >= wantedLine) {
            int line = wantedLine - 1;
            wantedLine = 0;
            reveal(line);
        }
        if (opensAtFailure && !atEnd && model().failed() && model().rows().document().hasAhead()) {
            // Where exactly is known when all has been read: the end is near it as a rule.
            atEnd = true;
            scrollTo(getItems().size() - 1);
        }
        if (opensAtFailure && model().completeProperty().get() && !model().followProperty().get()) {
            opensAtFailure = false;
            int line = model().failureLine();
            if (line >= 0) {
                model().rows().closeGreen();
                reveal(line);
            }
        }
    }

    /// The first one; from there on each time the next one, around the end.
    public void goToFirstError() {
        int selected = getSelectionModel().isEmpty() ? -1 : selectedLine();
        LogDocument document = model().rows().document();
        boolean atError =
                selected >= 0
                        && selected < document.size()
                        && document.level(selected) == LineLevel.ERROR;
        int next = atError ? model().errors().next(selected + 1) : -1;
        int line = next >= 0 ? next : model().errors().next(0);
        if (line >= 0) {
            reveal(line);
        }
    }

    /// Selects a line, counted from 0, and brings it into sight.
    public void reveal(int line) {
        model().followProperty().set(false);
        model().rows().reveal(line);
        int row = model().rows().rowOfLine(line);
        getSelectionModel().clearAndSelect(row);
        scrollTo(Math.max(0, row - LINES_ABOVE));
        showAgain();
    }

    /// The selected line, counted from 0; the first one where none is.
    public int selectedLine() {
        return Optional.ofNullable(getSelectionModel().getSelectedItem())
                .map(row ->
                        switch (row) {
                            case LogRow.Line(int line) -> line;
                            case LogRow.Heading(LogFold fold) -> fold.firstLine();
                        })
                .orElse(0);
    }

    /// Wrapped lines differ in height.
    public void wrap(boolean wraps) {
        setFixedCellSize(wraps ? USE_COMPUTED_SIZE : LINE_HEIGHT);
        pseudoClassStateChanged(WRAP, wraps);
        showAgain();
    }
}
