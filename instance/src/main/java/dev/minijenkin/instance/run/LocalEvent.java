package dev.minijenkin.instance.run;

import dev.minijenkin.workflow.expression.value.ArrayValue;
import dev.minijenkin.workflow.expression.value.Json;
import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.StringValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.model.Trigger;
import dev.minijenkin.workflow.model.Workflow;
import dev.minijenkin.workflow.trigger.Activities;
import dev.minijenkin.workflow.trigger.Event;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What happens in a run of a working tree: what its payload says, and what a git host would say
/// where nobody gave one.
///
/// @param event with its ref
/// @param payload of `github.event`
/// @param actor who caused it
record LocalEvent(Event event, ObjectValue payload, String actor) {
    private static final String NOTHING = "0".repeat(40);
    private static final String PULL_REQUEST = "pull_request";

    byte[] body() {
        return Json.text(payload).getBytes(StandardCharsets.UTF_8);
    }

    /// The event as one workflow meets it.
    ///
    /// @param given payload; empty: one is made up
    /// @param inputs of the workflow
    static LocalEvent of(
            String name,
            Optional<ObjectValue> given,
            Map<String, String> inputs,
            Snapshot tree,
            Optional<Workflow> workflow) {
        String activity =
                given.flatMap(payload ->
                                text(payload, name.equals("schedule") ? "schedule" : "action"))
                        .orElseGet(() -> usualActivity(name, workflow));
        ObjectValue payload =
                withInputs(name, given.orElseGet(() -> madeUp(name, activity, tree)), inputs);
        return new LocalEvent(
                Event.of(name, activity, ref(name, payload, tree), subject(name, payload, tree)),
                payload,
                text(payload, "sender", "login").orElse(user()));
    }

    /// What the workflow asks for first.
    private static String usualActivity(String name, Optional<Workflow> workflow) {
        return workflow.map(Workflow::triggers)
                .map(triggers -> triggers.get(name))
                .flatMap(trigger ->
                        switch (trigger) {
                            case Trigger.Activity(_, List<String> types, _, _, _) ->
                                    types.stream().findFirst();
                            case Trigger.Schedule(List<Trigger.Schedule.Time> times) ->
                                    times.stream().findFirst().map(Trigger.Schedule.Time::text);
                            case Trigger.Push _, Trigger.Dispatch _, Trigger.Call _ ->
                                    Optional.empty();
                        })
                .or(() -> Activities.usual(name).stream().findFirst())
                .orElse("");
    }

    private static String ref(String name, ObjectValue payload, Snapshot tree) {
        String given = text(payload, "ref").orElse("");
        if (isPull(name)) {
            return name.equals("pull_request_target")
                    ? "refs/heads/"
                            + text(payload, PULL_REQUEST, "base", "ref").orElse(tree.branch())
                    : "refs/pull/" + number(payload) + "/merge";
        }
        if (name.equals("release")) {
            return text(payload, "release", "tag_name")
                    .map("refs/tags/"::concat)
                    .orElse(tree.ref());
        }
        if (given.startsWith("refs/heads/") || given.startsWith("refs/tags/")) {
            return given;
        }
        if (name.equals("create") && !given.isEmpty()) {
            return (text(payload, "ref_type").orElse("").equals("tag")
                            ? "refs/tags/"
                            : "refs/heads/")
                    + given;
        }
        return tree.ref();
    }

    private static String number(ObjectValue payload) {
        return text(payload, "number")
                .or(() -> text(payload, PULL_REQUEST, "number"))
                .filter(number -> number.matches("[0-9]+"))
                .orElse("1");
    }

    private static Event.Subject subject(String name, ObjectValue payload, Snapshot tree) {
        if (isPull(name)) {
            return new Event.Subject.PullRequest(
                    text(payload, PULL_REQUEST, "head", "ref").orElse(tree.branch()),
                    text(payload, PULL_REQUEST, "base", "ref").orElse(tree.defaultBranch()));
        }
        return name.equals("workflow_run")
                ? new Event.Subject.OtherRun(
                        text(payload, "workflow_run", "name").orElse(""),
                        text(payload, "workflow_run", "head_branch").orElse(tree.branch()))
                : new Event.Subject.Ref();
    }

    private static boolean isPull(String name) {
        return name.equals(PULL_REQUEST) || name.equals("pull_request_target");
    }

    private static ObjectValue withInputs(
            String name, ObjectValue payload, Map<String, String> inputs) {
        if (!name.equals("workflow_dispatch") && inputs.isEmpty()) {
            return payload;
        }
        Map<String, Value> all = new LinkedHashMap<>();
        if (payload.get("inputs").orElse(NullValue.NULL) instanceof ObjectValue given) {
            all.putAll(given.fields());
        }
        inputs.forEach((input, text) -> all.put(input, Value.of(text)));
        return payload.and("inputs", ObjectValue.ignoringCase(all));
    }

    /// The inputs that a payload holds, as texts.
    Map<String, String> inputs() {
        Map<String, String> texts = new LinkedHashMap<>();
        if (payload.get("inputs").orElse(NullValue.NULL) instanceof ObjectValue given) {
            given.fields()
                    .forEach((name, value) -> {
                        if (!(value instanceof NullValue)) {
                            texts.put(name, value.asText());
                        }
                    });
        }
        return texts;
    }

    private static ObjectValue madeUp(String name, String activity, Snapshot tree) {
        Map<String, Value> payload = new LinkedHashMap<>();
        Value repository = repository(tree);
        Value sender = object("login", Value.of(user()), "type", Value.of("User"));
        if (isPull(name)) {
            payload.put("action", Value.of(activity));
            payload.put("number", Value.of(1));
            payload.put(PULL_REQUEST, pullRequest(tree, repository, sender));
        } else {
            switch (name) {
                case "push" -> push(payload, tree);
                case "schedule" -> payload.put("schedule", Value.of(activity));
                case "workflow_dispatch" -> payload.put("ref", Value.of(tree.ref()));
                default -> {
                    if (!activity.isEmpty()) {
                        payload.put("action", Value.of(activity));
                    }
                }
            }
        }
        payload.put("repository", repository);
        payload.put("sender", sender);
        return ObjectValue.ignoringCase(payload);
    }

    private static void push(Map<String, Value> payload, Snapshot tree) {
        Value author = object("name", Value.of(tree.commit().author()), "email", Value.of(""));
        Value commit =
                object(
                        "id", Value.of(tree.commit().sha()),
                        "message", Value.of(tree.commit().message()),
                        "timestamp", Value.of(Instant.now().toString()),
                        "author", author,
                        "committer", author);
        payload.put("ref", Value.of(tree.ref()));
        payload.put("before", Value.of(tree.base().isEmpty() ? NOTHING : tree.base()));
        payload.put("after", Value.of(tree.commit().sha()));
        payload.put("created", Value.of(false));
        payload.put("deleted", Value.of(false));
        payload.put("forced", Value.of(false));
        payload.put("commits", ArrayValue.of(List.of(commit)));
        payload.put("head_commit", commit);
        payload.put("pusher", object("name", Value.of(user())));
    }

    private static Value pullRequest(Snapshot tree, Value repository, Value sender) {
        return object(
                "number",
                Value.of(1),
                "state",
                Value.of("open"),
                "title",
                Value.of(tree.commit().subject()),
                "body",
                Value.of(""),
                "draft",
                Value.of(false),
                "merged",
                Value.of(false),
                "user",
                sender,
                "labels",
                ArrayValue.of(List.of()),
                "head",
                side(tree.branch(), tree.commit().sha(), repository),
                "base",
                side(
                        tree.defaultBranch(),
                        tree.base().isEmpty() ? tree.commit().sha() : tree.base(),
                        repository));
    }

    private static Value side(String ref, String sha, Value repository) {
        return object("ref", Value.of(ref), "sha", Value.of(sha), "repo", repository);
    }

    private static Value repository(Snapshot tree) {
        String name = tree.repository();
        int slash = name.indexOf('/');
        String owner = name.substring(0, slash);
        String address = tree.serverUrl() + "/" + name;
        return object(
                "name", Value.of(name.substring(slash + 1)),
                "full_name", Value.of(name),
                "owner", object("login", Value.of(owner), "name", Value.of(owner)),
                "default_branch", Value.of(tree.defaultBranch()),
                "html_url", Value.of(address),
                "clone_url", Value.of(address + ".git"),
                "fork", Value.of(false),
                "private", Value.of(false));
    }

    private static Value object(Object... namesAndValues) {
        Map<String, Value> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], (Value) namesAndValues[i + 1]);
        }
        return ObjectValue.ignoringCase(fields);
    }

    private static String user() {
        return System.getProperty("user.name", "local");
    }

    private static Optional<String> text(ObjectValue payload, String... path) {
        Value at = payload;
        for (String name : path) {
            at = at instanceof ObjectValue ? at.at(Value.of(name)) : NullValue.NULL;
        }
        return at instanceof StringValue || at.kind().equals("Number")
                ? Optional.of(at.asText()).filter(found -> !found.isEmpty())
                : Optional.empty();
    }
}
