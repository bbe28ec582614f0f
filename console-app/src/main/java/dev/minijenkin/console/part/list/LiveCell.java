package dev.minijenkin.console.part.list;

import dev.minijenkin.console.live.DatabaseClock;
import java.time.Instant;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.VBox;

/// A row that says how long something goes on: filled when its item changes, and its times again
/// each second.
public abstract class LiveCell<T> extends ListCell<T> {
    private final DatabaseClock clock;
    private final ObservableValue<Double> room =
            listViewProperty()
                    .flatMap(ListView::widthProperty)
                    .map(Number::doubleValue)
                    .orElse(0.0);

    @SuppressWarnings("this-escape") // No second passes before the cell is made.
    protected LiveCell(DatabaseClock clock) {
        this.clock = clock;
        // As wide as the list, so that long texts are cut instead of scrolled.
        setPrefWidth(0);
        clock.secondProperty()
                .subscribe(second -> {
                    T item = getItem();
                    if (item != null && !isEmpty()) {
                        showTimes(item, second);
                    }
                });
    }

    /// Fills the row, its times too.
    ///
    /// @return what is shown
    protected abstract Node show(T item);

    /// Brings up to date what changes while nothing happens.
    protected abstract void showTimes(T item, Instant at);

    /// Width of the list that the row is in; 0 while it is in none.
    protected final ObservableValue<Double> room() {
        return room;
    }

    /// Two things, one below the other, that give way where there is no room.
    protected static VBox lines(Node first, Node second) {
        VBox lines = new VBox(1, first, second);
        lines.setAlignment(Pos.CENTER_LEFT);
        lines.setMinWidth(0);
        return lines;
    }

    protected final DatabaseClock clock() {
        return clock;
    }

    @Override
    protected final void updateItem(T item, boolean empty) {
        super.updateItem(item, empty);
        setText(null);
        setGraphic(empty || item == null ? null : show(item));
    }
}
