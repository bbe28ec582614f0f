package dev.minijenkin.console.frame.place;

import java.util.ArrayDeque;
import java.util.Deque;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Where the person is and was. FX thread only.
public final class Navigator {
    private static final int REMEMBERED = 50;

    private final ReadOnlyObjectWrapper<Place> place =
            new ReadOnlyObjectWrapper<>(new Place.OverviewPlace());
    private final Deque<Place> past = new ArrayDeque<>();

    public ReadOnlyObjectProperty<Place> placeProperty() {
        return place.getReadOnlyProperty();
    }

    public void go(Place next) {
        if (!next.equals(place.get())) {
            past.push(place.get());
            if (past.size() > REMEMBERED) {
                past.removeLast();
            }
            place.set(next);
        }
    }

    public void back() {
        if (!past.isEmpty()) {
            place.set(past.pop());
        }
    }
}
