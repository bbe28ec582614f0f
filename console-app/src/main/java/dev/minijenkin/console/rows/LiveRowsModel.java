package dev.minijenkin.console.rows;

import dev.minijenkin.console.live.LiveReading;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;

/// Rows of what one reading brings, again and again.
public interface LiveRowsModel<A, R> extends RowsModel<A, R> {
    LiveReading<A> reading();

    @Override
    default void attach() {
        reading().attach();
    }

    @Override
    default void detach() {
        reading().detach();
    }

    @Override
    default void readNow() {
        reading().readNow();
    }

    @Override
    default ReadOnlyObjectProperty<Optional<A>> answerProperty() {
        return reading().answerProperty();
    }

    @Override
    default ReadOnlyStringProperty problemProperty() {
        return reading().problemProperty();
    }
}
