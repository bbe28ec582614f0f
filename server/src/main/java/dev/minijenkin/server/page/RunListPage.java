package dev.minijenkin.server.page;

import dev.minijenkin.db.view.api.page.ApiPage;
import dev.minijenkin.db.view.api.run.ApiRun;
import dev.minijenkin.server.html.Html;
import dev.minijenkin.server.html.Link;
import dev.minijenkin.server.html.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Runs, the newest first.
///
/// @param asked the filters of the address by their names
/// @param followed whether the visitor may follow the installation as a whole
record RunListPage(ApiPage<ApiRun> runs, Map<String, String> asked, boolean followed, Instant now) {
    static final String AFTER = "after";

    /// Filters that are fields.
    static final List<String> FIELDS = List.of("branch", "actor");

    /// Filters that come by links alone.
    static final List<String> IDS = List.of("repository", "pipeline");

    private static final List<String> STATES = List.of("queued", "running", "waiting", "finished");
    private static final List<String> CONCLUSIONS =
            List.of("success", "failure", "cancelled", "skipped", "timed_out");

    /// A word of a filter; null where it is none of them, or nothing is asked.
    static @Nullable String known(@Nullable String word) {
        return word != null && (STATES.contains(word) || CONCLUSIONS.contains(word)) ? word : null;
    }

    Tag main() {
        boolean live = followed && !asked.containsKey(AFTER);
        Tag main =
                Tag.of("main", "list")
                        .with("data-live", live ? "/api/v1/overview/stream" : "")
                        .add(Tag.of("h1").text("Runs"), filters());
        if (runs.items().isEmpty()) {
            main.add(Tag.of("p", "hint").text(empty()));
        } else {
            Tag list = Tag.of("ol", "runs").with("id", "runs");
            runs.items().forEach(run -> list.add(row(run)));
            main.add(list);
        }
        Long next = runs.next();
        if (next != null) {
            main.add(
                    Tag.of("p", "pager")
                            .add(
                                    Tag.of("a", "button")
                                            .href(here().with(AFTER, next))
                                            .text("Older runs")));
        }
        return main;
    }

    private String empty() {
        if (runs.next() != null) {
            return "None of those that were looked at; there may be older ones.";
        }
        return asked.isEmpty()
                ? "No run yet: a push to a repository that is known here starts one."
                : "No run is like that.";
    }

    private Link here() {
        Link link = Link.to("/runs");
        for (Map.Entry<String, String> filter : asked.entrySet()) {
            if (!filter.getKey().equals(AFTER)) {
                link = link.with(filter.getKey(), filter.getValue());
            }
        }
        return link;
    }

    private Tag filters() {
        Tag form =
                Tag.of("form", "filters")
                        .with("method", "get")
                        .with("role", "search")
                        .with("aria-label", "Which runs")
                        .action(Link.to("/runs"));
        for (String id : IDS) {
            String value = asked.get(id);
            if (value != null) {
                form.add(
                        Tag.of("input")
                                .with("type", "hidden")
                                .with("name", id)
                                .with("value", value));
            }
        }
        form.add(choice("state", "State", STATES), choice("conclusion", "Ended as", CONCLUSIONS));
        for (String field : FIELDS) {
            form.add(
                    Tag.of("label", "field")
                            .add(
                                    Html.text(field.equals("actor") ? "Who" : "Branch"),
                                    Tag.of("input")
                                            .with("type", "text")
                                            .with("name", field)
                                            .with("value", asked.getOrDefault(field, ""))));
        }
        form.add(Tag.of("button", "button").with("type", "submit").text("Show"));
        return asked.isEmpty()
                ? form
                : form.add(Tag.of("a", "button").href(Link.to("/runs")).text("All runs"));
    }

    private Tag choice(String name, String label, List<String> words) {
        Tag select = Tag.of("select").with("name", name);
        select.add(Tag.of("option").with("value", "").text("any"));
        for (String word : words) {
            select.add(
                    Tag.of("option")
                            .with("value", word)
                            .with("selected", word.equals(asked.get(name)))
                            .text(word.replace('_', ' ')));
        }
        return Tag.of("label", "field").add(Html.text(label), select);
    }

    private Tag row(ApiRun run) {
        StateMark mark = StateMark.of(run.state(), run.conclusion());
        return Tag.of("li")
                .with("id", "run-" + run.id())
                .add(
                        mark.icon(),
                        Tag.of("div", "what")
                                .add(
                                        Tag.of("a", "run-title")
                                                .href(RunLinks.run(run.id()))
                                                .text(run.title()),
                                        Tag.of("span", "quiet")
                                                .text(
                                                        "%s · %s #%d"
                                                                .formatted(
                                                                        run.repository(),
                                                                        run.pipeline(),
                                                                        run.number()))),
                        Tag.of("code", "branch").text(run.branch()),
                        Tag.of("span", "by").text(run.actor()),
                        Tag.of("span", "when").add(Times.moment(run.createdAt())),
                        Tag.of("span", "long")
                                .add(Times.took(run.startedAt(), run.finishedAt(), now)))
                .spaced();
    }
}
