package dev.minijenkin.console.rows;

import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.frame.place.Screen;

/// A view of rows in the frame: it reads while it is shown, and a person works with its list first.
public interface RowsScreen extends Screen {
    RowsView<?, ?> rows();

    @Override
    default void show(Place place) {
        rows().attach();
    }

    @Override
    default void focus() {
        rows().focus();
    }

    @Override
    default void hide() {
        rows().detach();
    }
}
