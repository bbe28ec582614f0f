package dev.minijenkin.server.outbox;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.outbox.TakenMessage;
import dev.minijenkin.db.outbox.ToldRun;
import dev.minijenkin.db.view.run.FirstFailure;
import java.util.UUID;

/// A message for programs: everything that is known, under names that stay.
final class WebhookMessage {
    private static final int TEXT = 4000;

    private static final JsonMapper JSON = new JsonMapper();

    private WebhookMessage() {}

    static String of(TakenMessage message, Told told) {
        ObjectNode body = JSON.createObjectNode();
        body.put("id", key(message.key()));
        body.put("event", message.event());
        body.put("link", told.link().toString());
        switch (told) {
            case Told.OfRun run -> run(body, run);
            case Told.OfMatch match -> match(body, match);
            case Told.OfTest test -> body.put("text", test.title() + ". " + test.text());
        }
        return body.toString();
    }

    private static String key(UUID key) {
        return key.toString();
    }

    private static void run(ObjectNode body, Told.OfRun told) {
        ToldRun run = told.run();
        Wording words = new Wording(told);
        body.put("text", words.headline());
        body.put("standing", EnumWords.of(told.standing()));
        origin(body, run, told.attempt());
        body.put("conclusion", told.conclusion().isEmpty() ? null : told.conclusion());
        told.at().ifPresent(at -> body.put("finished_at", at.toString()));
        told.took().ifPresent(took -> body.put("seconds", took.toMillis() / 1000.0));
        if (told.standing().isBad()) {
            run.failure().ifPresent(failure -> failure(body.putObject("failure"), failure, words));
        }
        run.broken()
                .ifPresent(broken -> {
                    ObjectNode since = body.putObject("failing_since");
                    since.put("run", broken.run().value());
                    since.put("number", broken.number());
                    since.put("at", broken.since() == null ? null : broken.since().toString());
                });
    }

    private static void match(ObjectNode body, Told.OfMatch told) {
        body.put("text", new MatchWording(told).headline());
        origin(body, told.run(), told.attempt());
        ObjectNode search = body.putObject("search");
        search.put("name", told.search());
        search.put("line", told.line());
        search.put("lines", told.lines());
        search.put("text", told.text());
    }

    /// Which run it is about, and which job.
    private static void origin(ObjectNode body, ToldRun run, int attempt) {
        body.put("repository", run.repository());
        body.put("pipeline", run.pipeline());
        ObjectNode of = body.putObject("run");
        of.put("id", run.id().value());
        of.put("number", run.number());
        of.put("attempt", attempt);
        of.put("title", run.title());
        of.put("event", run.event());
        of.put("ref", run.ref());
        of.put("commit", run.commit().sha());
        of.put("commit_title", run.commit().title());
        of.put("commit_author", run.commit().author());
        of.put("actor", run.actor());
        if (!run.job().isEmpty()) {
            body.putObject("job").put("name", run.job());
        }
    }

    private static void failure(ObjectNode to, FirstFailure failure, Wording words) {
        to.put("job", failure.job());
        to.put("step", failure.step());
        to.put("exit_code", failure.exitCode());
        to.put("cause", EnumWords.ofNullable(failure.cause()));
        words.error().ifPresent(error -> to.put("error", Cut.to(TEXT, error)));
    }
}
