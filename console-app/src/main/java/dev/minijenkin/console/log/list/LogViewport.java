package dev.minijenkin.console.log.list;

import dev.minijenkin.console.log.document.LogFold;
import dev.minijenkin.console.log.document.LogRow;
import dev.minijenkin.console.log.model.LogViewModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.application.Platform;
import javafx.beans.Observable;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.skin.VirtualFlow;
import org.jspecify.annotations.Nullable;

/// Which rows of the log are in sight: told to the map, which may also choose; and kept where rows
/// come or go above them. FX thread only.
public final class LogViewport {
    private final ListView<LogRow> list;
    private final LogViewModel model;
    private final LogMap map;

    private LogViewport(ListView<LogRow> list, LogViewModel model, LogMap map) {
        this.list = list;
        this.model = model;
        this.map = map;
    }

    /// From now on, for as long as the list lives.
    public static LogViewport follow(ListView<LogRow> list, LogViewModel model, LogMap map) {
        LogViewport viewport = new LogViewport(list, model, map);
        list.skinProperty().subscribe(skin -> viewport.listen());
        map.onPressed(viewport::goTo);
        model.rows()
                .addListener((Observable any) -> {
                    // Folds move what the map shows; the list lays its rows out first.
                    map.requestLayout();
                    Platform.runLater(viewport::show);
                });
        return viewport;
    }

    private void listen() {
        for (Node node : list.lookupAll(".scroll-bar")) {
            if (node instanceof ScrollBar bar && bar.getOrientation() == Orientation.VERTICAL) {
                bar.valueProperty().subscribe(value -> show());
                bar.visibleAmountProperty().subscribe(amount -> show());
                bar.visibleProperty().subscribe(visible -> show());
            }
        }
    }

    private Optional<VirtualFlow<?>> flow() {
        return list.lookup(".virtual-flow") instanceof VirtualFlow<?> flow
                ? Optional.of(flow)
                : Optional.empty();
    }

    /// The first row in sight; none where nothing is.
    private OptionalInt first() {
        return flow().map(flow -> index(flow.getFirstVisibleCell())).orElse(OptionalInt.empty());
    }

    private OptionalInt last() {
        return flow().map(flow -> index(flow.getLastVisibleCell())).orElse(OptionalInt.empty());
    }

    private static OptionalInt index(@Nullable IndexedCell<?> cell) {
        return cell == null ? OptionalInt.empty() : OptionalInt.of(cell.getIndex());
    }

    private void show() {
        OptionalInt last = last();
        double rows = Math.max(1, model.rows().size());
        map.showViewport(first().orElse(0) / rows, (last.orElse(0) + 1) / rows);
    }

    /// Brings a place into the middle.
    private void goTo(double share) {
        int rows = model.rows().size();
        int first = first().orElse(0);
        int shown = last().orElse(first) - first;
        model.followProperty().set(false);
        list.scrollTo(Math.clamp(Math.round(share * rows - shown / 2.0), 0, rows));
    }

    /// Opens or closes folds, and keeps what is selected and what is in sight where they are.
    public void keep(Runnable change) {
        List<Integer> selected = new ArrayList<>();
        for (int row : list.getSelectionModel().getSelectedIndices()) {
            selected.add(model.rows().lineOf(row));
        }
        int chosen = list.getSelectionModel().getSelectedIndex();
        OptionalInt chosenLine =
                chosen < 0 ? OptionalInt.empty() : OptionalInt.of(model.rows().lineOf(chosen));
        int first = first().orElse(0);
        int anchor = anchor(first, chosen);
        int above = anchor - first;
        int anchorLine = model.rows().isEmpty() ? 0 : model.rows().lineOf(anchor);
        change.run();
        list.getSelectionModel().clearSelection();
        for (int line : selected) {
            list.getSelectionModel().select(model.rows().rowOfLine(line));
        }
        chosenLine.ifPresent(line -> {
            int row = model.rows().rowOfLine(line);
            list.getSelectionModel().select(row);
            list.getFocusModel().focus(row);
        });
        list.scrollTo(Math.max(0, model.rows().rowOfLine(anchorLine) - above));
    }

    /// What the person looks at: the selected row where it is in sight, else the first.
    private int anchor(int first, int chosen) {
        int last = last().orElse(first);
        return chosen >= first && chosen <= last
                ? chosen
                : Math.clamp(first, 0, Math.max(0, model.rows().size() - 1));
    }

    /// Opens or closes one.
    public void toggle(LogFold fold) {
        keep(() -> model.rows().toggle(fold));
    }
}
