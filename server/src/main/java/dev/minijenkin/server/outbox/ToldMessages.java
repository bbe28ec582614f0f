package dev.minijenkin.server.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.outbox.TakenMessage;
import dev.minijenkin.db.outbox.ToldRun;
import dev.minijenkin.db.outbox.ToldRuns;
import dev.minijenkin.db.outbox.ToldRuns.LastTold;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads what a message is to tell. Thread-safe.
final class ToldMessages {
    private static final JsonMapper JSON = new JsonMapper();

    private final Database database;
    private final URI pages;

    /// @param pages address of the server, as receivers of messages reach it
    ToldMessages(Database database, URI pages) {
        this.database = database;
        this.pages = pages;
    }

    /// What there is to send.
    sealed interface Found {
        record Something(Told told) implements Found {}

        /// The receiver knows it already.
        record Unchanged() implements Found {}

        record Gone(String sentence) implements Found {}
    }

    Found read(TakenMessage message) {
        JsonNode body = body(message);
        if (message.event().equals("test")) {
            return new Found.Something(
                    new Told.OfTest(
                            body.path("title").asText(), body.path("text").asText(), pages));
        }
        RunId run = new RunId(body.path("run").asLong());
        if (isOver(message, run, body)) {
            return new Found.Unchanged();
        }
        int attempt = body.path("attempt").asInt(1);
        @Nullable Long job = body.hasNonNull("job") ? body.path("job").asLong() : null;
        return database.transaction(tx -> ToldRuns.find(tx, run, attempt, job))
                .<Found>map(told -> new Found.Something(told(message, told, body)))
                .orElseGet(() -> new Found.Gone("The run that it is about was deleted"));
    }

    /// Whether it would tell what is known, or what does not hold any more: a commit has one
    /// status, that of its newest run.
    private boolean isOver(TakenMessage message, RunId run, JsonNode body) {
        return message.onlyIfChanged()
                ? !isNews(message, run, body)
                : message.receiver().kind().isStatus()
                        && database.statement(tx -> ToldRuns.hasFollower(tx, run));
    }

    /// Whether the branch stands otherwise than was told last. A run that is older than the one
    /// that was told of does not say how the branch stands.
    private boolean isNews(TakenMessage message, RunId run, JsonNode body) {
        Optional<LastTold> last = database.statement(tx -> ToldRuns.last(tx, message, run));
        boolean good = isGood(body.path("conclusion").asText());
        return last.map(told ->
                        body.path("number").asLong() >= told.number()
                                && isGood(told.conclusion()) != good)
                .orElse(!good);
    }

    private static boolean isGood(String conclusion) {
        return conclusion.equals("success");
    }

    private Told told(TakenMessage message, ToldRun run, JsonNode body) {
        String conclusion = body.path("conclusion").asText("");
        Optional<Instant> started = time(body, "started_at");
        Optional<Instant> finished = time(body, "finished_at");
        URI link = link(run);
        if (message.event().equals("search_matched")) {
            return new Told.OfMatch(
                    run,
                    body.path("search").asText(),
                    body.path("attempt").asInt(1),
                    body.path("line").asLong(),
                    body.path("lines").asLong(),
                    body.path("text").asText(),
                    link);
        }
        boolean broken = run.broken().isPresent() && run.job().isEmpty();
        return new Told.OfRun(
                run,
                Standing.of(
                        message.event(), body.hasNonNull("conclusion") ? conclusion : "", broken),
                message.event(),
                body.path("attempt").asInt(1),
                body.hasNonNull("conclusion") ? conclusion : "",
                finished,
                started.flatMap(from -> finished.map(to -> Duration.between(from, to))),
                link);
    }

    private URI link(ToldRun run) {
        return URI.create(pages.toString().replaceFirst("/+$", "") + "/runs/" + run.id().value());
    }

    private static Optional<Instant> time(JsonNode body, String field) {
        return body.hasNonNull(field)
                ? Optional.of(OffsetDateTime.parse(body.path(field).asText()).toInstant())
                : Optional.empty();
    }

    private static JsonNode body(TakenMessage message) {
        try {
            return JSON.readTree(message.body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "The body of message " + message.id().value() + " is no JSON", e);
        }
    }
}
