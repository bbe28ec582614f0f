package dev.minijenkin.console.rows;

import dev.minijenkin.console.part.list.SteadyList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.ListCell;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;

/// Marks rows of a list as everybody knows it from lists of files: Ctrl and a click one more, Shift
/// and a click or an arrow all up to there, Ctrl+A all that are shown. FX thread only.
///
/// @param <R> a row
public final class RowMarking<R> {
    private final SteadyList<R> list;
    private final Marks marks;
    private final Function<R, Optional<Object>> thing;
    private final Runnable changed;

    private RowMarking(
            SteadyList<R> list,
            Marks marks,
            Function<R, Optional<Object>> thing,
            Runnable changed) {
        this.list = list;
        this.marks = marks;
        this.thing = thing;
        this.changed = changed;
    }

    /// Marks from now on.
    ///
    /// @param thing what a row is marked by; empty for a row that cannot be
    /// @param changed is told when other rows are marked than before
    public static <R> void on(
            SteadyList<R> list,
            Marks marks,
            Function<R, Optional<Object>> thing,
            Runnable changed) {
        RowMarking<R> marking = new RowMarking<>(list, marks, thing, changed);
        list.addEventFilter(MouseEvent.ANY, marking::pointed);
        list.addEventFilter(KeyEvent.KEY_PRESSED, marking::pressed);
    }

    private void pressed(KeyEvent event) {
        boolean arrow = event.getCode() == KeyCode.UP || event.getCode() == KeyCode.DOWN;
        if (list.getItems().isEmpty()) {
            return;
        }
        if (event.isShortcutDown() && event.getCode() == KeyCode.A) {
            mark(0, list.getItems().size() - 1);
            event.consume();
        } else if (event.isShiftDown() && arrow) {
            int from = list.getSelectionModel().getSelectedIndex();
            int step = event.getCode() == KeyCode.DOWN ? 1 : -1;
            int to = from < 0 ? 0 : Math.clamp(from + step, 0, list.getItems().size() - 1);
            mark(from < 0 ? to : from, to);
            list.getSelectionModel().clearAndSelect(to);
            list.scrollTo(Math.max(0, to - 2));
            event.consume();
        }
    }

    /// Neither opens the row: with Ctrl or Shift a click only chooses.
    private void pointed(MouseEvent event) {
        boolean chooses =
                event.getButton() == MouseButton.PRIMARY
                        && (event.isShortcutDown() || event.isShiftDown());
        if (!chooses) {
            return;
        }
        if (event.getEventType() == MouseEvent.MOUSE_PRESSED) {
            rowAt(event).ifPresent(at -> choose(at, event.isShiftDown()));
            event.consume();
        } else if (event.getEventType() == MouseEvent.MOUSE_RELEASED
                || event.getEventType() == MouseEvent.MOUSE_CLICKED) {
            event.consume();
        }
    }

    private void choose(int at, boolean range) {
        list.requestFocus();
        int from = list.getSelectionModel().getSelectedIndex();
        if (range) {
            mark(from < 0 ? at : from, at);
        } else {
            thing.apply(list.getItems().get(at)).ifPresent(marks::toggle);
            changed.run();
        }
        list.getSelectionModel().clearAndSelect(at);
    }

    private void mark(int from, int to) {
        List<Object> things = new ArrayList<>();
        for (int i = Math.min(from, to); i <= Math.max(from, to); i++) {
            thing.apply(list.getItems().get(i)).ifPresent(things::add);
        }
        marks.addAll(things);
        changed.run();
    }

    private Optional<Integer> rowAt(MouseEvent event) {
        Node node = event.getTarget() instanceof Node target ? target : null;
        while (node != null && !(node instanceof ListCell<?>)) {
            node = node.getParent();
        }
        return node instanceof ListCell<?> cell && !cell.isEmpty()
                ? Optional.of(cell.getIndex())
                : Optional.empty();
    }
}
