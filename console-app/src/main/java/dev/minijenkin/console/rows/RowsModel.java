package dev.minijenkin.console.rows;

import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.collections.ObservableList;

/// What a view of rows shows: what is read while a person looks at it, laid out as rows. FX thread
/// only.
///
/// @param <A> what one reading brings
/// @param <R> a row
public interface RowsModel<A, R> {
    /// Reads now and from now on.
    void attach();

    void detach();

    void readNow();

    /// Empty until the first answer. The rows are up to date when it changes.
    ReadOnlyObjectProperty<Optional<A>> answerProperty();

    /// Why nothing could be read; empty where it could.
    ReadOnlyStringProperty problemProperty();

    ObservableList<R> rows();
}
