package dev.minijenkin.server.page;

import dev.minijenkin.server.html.Html;
import dev.minijenkin.server.html.HtmlWriter;
import dev.minijenkin.server.html.Link;
import dev.minijenkin.server.html.PageHeaders;
import dev.minijenkin.server.html.Tag;
import dev.minijenkin.server.session.OwnForms;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/// What all pages have: the frame around them, and the headers that keep them to themselves.
record Shell(Assets assets) {
    /// Answers with a page.
    ///
    /// @param visitor null: nobody is signed in
    /// @param main what the page is about
    void answer(Context context, int status, String title, @Nullable Visitor visitor, Tag main) {
        PageHeaders.ALL.forEach(context::header);
        context.status(status)
                .header("Cache-Control", "private, no-store")
                .html(HtmlWriter.document(page(title, visitor, main)));
    }

    private Html page(String title, @Nullable Visitor visitor, Tag main) {
        return Tag.of("html")
                .with("lang", "en")
                .add(
                        Tag.of("head")
                                .add(
                                        Tag.of("meta").with("charset", "utf-8"),
                                        Tag.of("meta")
                                                .with("name", "viewport")
                                                .with(
                                                        "content",
                                                        "width=device-width, initial-scale=1"),
                                        Tag.of("meta")
                                                .with("name", "color-scheme")
                                                .with("content", "light dark"),
                                        Tag.of("title").text(title + " · Mini-Jenkin"),
                                        Tag.of("link")
                                                .with("rel", "icon")
                                                .with("type", "image/svg+xml")
                                                .href(assets.icon()),
                                        Tag.of("link")
                                                .with("rel", "stylesheet")
                                                .href(assets.style()),
                                        Tag.of("script").with("defer", true).src(assets.script())),
                        Tag.of("body")
                                .add(
                                        Tag.of("a", "skip")
                                                .href(new Link("#main"))
                                                .text("Skip to the content"),
                                        banner(visitor),
                                        main.with("id", "main")));
    }

    private Tag banner(@Nullable Visitor visitor) {
        Tag banner =
                Tag.of("header", "banner")
                        .add(
                                Tag.of("a", "brand")
                                        .href(Link.to("/runs"))
                                        .add(
                                                Tag.of("img")
                                                        .src(assets.icon())
                                                        .with("alt", "")
                                                        .with("width", "22")
                                                        .with("height", "22"),
                                                Html.text("Mini-Jenkin")));
        if (visitor == null) {
            return banner;
        }
        return banner.add(
                Tag.of("nav")
                        .with("aria-label", "Main")
                        .add(
                                Tag.of("a").href(Link.to("/runs")).text("Runs"),
                                Tag.of("a").href(Link.to("/api/v1/")).text("REST")),
                Tag.of("form", "who")
                        .with("method", "post")
                        .action(Link.to("/sign-out"))
                        .add(
                                key(visitor),
                                Tag.of("span", "name").text(visitor.name()),
                                Tag.of("button", "button")
                                        .with("type", "submit")
                                        .text("Sign out")));
    }

    /// The value by which the server knows its own form.
    static Tag key(Visitor visitor) {
        return Tag.of("input")
                .with("type", "hidden")
                .with("name", OwnForms.FIELD)
                .with("value", visitor.formKey());
    }
}
