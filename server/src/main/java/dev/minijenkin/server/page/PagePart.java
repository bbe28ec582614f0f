package dev.minijenkin.server.page;

import dev.minijenkin.server.html.Html;
import dev.minijenkin.server.html.Tag;

/// A part of a page with a heading, to which links may lead.
final class PagePart {
    private PagePart() {}

    /// @param count of what is in it; empty: nobody counts
    static Tag of(String id, String title, String count, Tag body) {
        Tag heading = Tag.of("h2").text(title);
        if (!count.isEmpty()) {
            heading.add(Html.text(" "), Tag.of("span", "count").text(count));
        }
        return Tag.of("section", "part")
                .with("id", id)
                .with("aria-label", title)
                .add(heading, body);
    }
}
