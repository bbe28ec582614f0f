package dev.minijenkin.server.page;

import dev.minijenkin.engine.command.CommandKind;
import dev.minijenkin.server.html.Html;
import dev.minijenkin.server.html.Link;
import dev.minijenkin.server.html.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Forms by which the visitor sends commands about a run. What cannot be undone asks before.
///
/// @param run id
record CommandForms(Visitor visitor, long run) {
    static final String KIND = "kind";
    static final String JOB = "job";
    static final String REASON = "reason";

    /// Names the form, so that one sent twice is one command.
    static final String ONCE = "once";

    /// At once, with one press.
    Tag button(CommandKind kind, @Nullable Long job, String label, String look) {
        return form(kind, job)
                .add(Tag.of("button", "button " + look).with("type", "submit").text(label));
    }

    /// Asks for a reason, which may be left out.
    Tag asking(CommandKind kind, @Nullable Long job, String label, String look) {
        String id = "ask-" + kind.word() + (job == null ? "" : "-" + job);
        return Tag.of("details", "ask")
                .with("id", id)
                .add(
                        Tag.of("summary", "button " + look).text(label + "…"),
                        form(kind, job)
                                .add(
                                        Tag.of("label", "field")
                                                .add(
                                                        Html.text("Reason (may be empty)"),
                                                        Tag.of("input")
                                                                .with("type", "text")
                                                                .with("name", REASON)
                                                                .with("maxlength", "500")
                                                                .with("autocomplete", "off")),
                                        Tag.of("button", "button " + look)
                                                .with("type", "submit")
                                                .text(label)));
    }

    private Tag form(CommandKind kind, @Nullable Long job) {
        Tag form =
                Tag.of("form")
                        .with("method", "post")
                        .action(Link.to("/runs/" + run + "/commands"))
                        .add(
                                Shell.key(visitor),
                                hidden(KIND, kind.word()),
                                hidden(ONCE, UUID.randomUUID().toString()));
        return job == null ? form : form.add(hidden(JOB, job.toString()));
    }

    private static Tag hidden(String name, String value) {
        return Tag.of("input").with("type", "hidden").with("name", name).with("value", value);
    }
}
