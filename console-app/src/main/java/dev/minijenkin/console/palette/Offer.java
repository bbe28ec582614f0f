package dev.minijenkin.console.palette;

import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.state.StateLook;
import java.util.Optional;

/// Something to jump to or to do.
public sealed interface Offer {
    /// How it looks in the list.
    Words words();

    /// What the list shows of it.
    ///
    /// What an offer says of itself.
    ///
    /// @param title what it is
    /// @param detail what helps to tell it apart; may be empty
    /// @param where at the right: branch and commit, a key; may be empty
    /// @param state of a run; empty: the icon stands for it
    record Words(Icon icon, String title, String detail, String where, Optional<StateLook> state) {
        /// Without a place at the right and a state.
        public Words(Icon icon, String title, String detail) {
            this(icon, title, detail, "", Optional.empty());
        }
    }

    /// Shows another place.
    record Jump(Words words, Place place) implements Offer {}

    /// Does something.
    record Act(Words words, Runnable action) implements Offer {}
}
