package dev.minijenkin.server.html;

import java.util.List;

/// A piece of a page. There is no way to put markup in as text: what is not a [Tag] is escaped.
public sealed interface Html permits Html.Text, Html.Pieces, Tag {
    /// Words, whatever they hold.
    record Text(String text) implements Html {}

    /// Several that follow each other, perhaps none.
    record Pieces(List<Html> pieces) implements Html {
        public Pieces {
            pieces = List.copyOf(pieces);
        }
    }

    static Html text(String text) {
        return new Text(text);
    }

    static Html of(Html... pieces) {
        return new Pieces(List.of(pieces));
    }

    static Html nothing() {
        return new Pieces(List.of());
    }
}
