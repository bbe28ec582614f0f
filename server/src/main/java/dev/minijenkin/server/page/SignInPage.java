package dev.minijenkin.server.page;

import dev.minijenkin.server.html.Html;
import dev.minijenkin.server.html.Link;
import dev.minijenkin.server.html.Tag;

/// Asks who is there.
///
/// @param next where they wanted to go
/// @param trouble one sentence; empty: there was none
record SignInPage(Link next, String trouble) {
    static final String TOKEN = "token";
    static final String NAME = "name";
    static final String PASSWORD = "password";
    static final String NEXT = "next";

    Tag main() {
        Tag main = Tag.of("main", "narrow").add(Tag.of("h1").text("Sign in"));
        if (!trouble.isEmpty()) {
            main.add(Tag.of("p", "callout failure").with("role", "alert").text(trouble));
        }
        return main.add(
                form(
                        "With your database role",
                        field("Name", NAME, "text", "username"),
                        field("Password", PASSWORD, "password", "current-password"),
                        Html.nothing()),
                form(
                        "With a token",
                        field("Token", TOKEN, "password", "off"),
                        Html.nothing(),
                        Tag.of("p", "hint")
                                .add(
                                        Html.text("One that "),
                                        Tag.of("code").text("mini-jenkin token create"),
                                        Html.text(
                                                " made. The session may what the token may, and ends with it."))));
    }

    private Tag form(String title, Html first, Html second, Html hint) {
        return Tag.of("form", "card")
                .with("method", "post")
                .action(Link.to("/sign-in"))
                .add(
                        Tag.of("h2").text(title),
                        hint,
                        Tag.of("input")
                                .with("type", "hidden")
                                .with("name", NEXT)
                                .with("value", next.address()),
                        first,
                        second,
                        Tag.of("button", "button accent").with("type", "submit").text("Sign in"));
    }

    private static Tag field(String label, String name, String type, String autocomplete) {
        return Tag.of("label", "field")
                .add(
                        Html.text(label),
                        Tag.of("input")
                                .with("type", type)
                                .with("name", name)
                                .with("required", true)
                                .with("autocomplete", autocomplete)
                                .with("autocapitalize", "none")
                                .with("spellcheck", "false"));
    }
}
