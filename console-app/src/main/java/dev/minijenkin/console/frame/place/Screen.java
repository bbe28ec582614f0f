package dev.minijenkin.console.frame.place;

import java.util.List;
import javafx.scene.Node;

/// A view in the frame. Subscribes when it is shown and unsubscribes when it goes.
public interface Screen {
    Node node();

    /// The frame shows this screen now.
    ///
    /// @param place where in it
    void show(Place place);

    /// Gives the focus to what a person works with first.
    void focus();

    /// What can be done with what is on the screen now.
    default List<Deed> deeds() {
        return List.of();
    }

    /// The frame shows another one.
    void hide();
}
