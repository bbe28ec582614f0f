package dev.minijenkin.server.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.outbox.AttemptEnd;
import dev.minijenkin.db.outbox.CheckRuns;
import dev.minijenkin.db.outbox.CheckRuns.Note;
import dev.minijenkin.db.outbox.OpenCheck;
import dev.minijenkin.db.outbox.OpenCheck.Stand;
import dev.minijenkin.db.outbox.TakenMessage;
import dev.minijenkin.db.outbox.TakenMessage.Receiver;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Tells GitHub how each job of a run stands, one check a job.
///
/// A message says no more than that something happened to the run: what GitHub does not know yet is
/// found in the tables, and after each request is written what it knows now. So an attempt that
/// breaks off goes on where it was, a message that comes late repeats nothing, and what many jobs
/// did meanwhile is told once. Thread-safe.
final class GithubChecks {
    private static final AttemptEnd MORE =
            new AttemptEnd.Failed(
                    "There is more to tell of this run, which follows",
                    Duration.ZERO,
                    Optional.empty(),
                    false);

    private final Database database;
    private final Sender sender;
    private final GithubApp app;
    private final Verdict verdict;
    private final Duration most;

    /// @param most how long an attempt may go on with further requests; the rest is told by the
    ///   next one
    GithubChecks(Database database, Sender sender, GithubApp app, Verdict verdict, Duration most) {
        this.database = database;
        this.sender = sender;
        this.app = app;
        this.verdict = verdict;
        this.most = most;
    }

    /// Whether the app is let in at all.
    Outcome test(TakenMessage message, String secret) throws InterruptedException {
        return switch (app.access(message.receiver().url(), secret)) {
            case GithubApp.Access.Refused(Response answer) -> outcome(message, answer);
            case GithubApp.Access.Granted(String token) ->
                    outcome(
                            message,
                            sender.send(
                                    OutgoingRequest.get(
                                            URI.create(message.receiver().url()),
                                            GithubApp.headers(token))));
        };
    }

    Outcome tell(TakenMessage message, Told.OfRun told, String secret) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        Outcome last = Outcome.unsent(new AttemptEnd.Unchanged());
        Optional<Outcome> refused = Optional.empty();
        Set<JobId> unwanted = new HashSet<>();
        for (List<OpenCheck> open = open(message, told, unwanted);
                !open.isEmpty();
                open = open(message, told, unwanted)) {
            for (OpenCheck check : open) {
                if (System.nanoTime() - end > 0) {
                    return new Outcome(MORE, last.trial());
                }
                last = tell(message, told, check, secret);
                if (last.end() instanceof AttemptEnd.Failed) {
                    return last;
                }
                if (last.end() instanceof AttemptEnd.Refused) {
                    // Of the other jobs it can be told.
                    unwanted.add(check.job());
                    refused = Optional.of(last);
                }
            }
        }
        return refused.orElse(last);
    }

    private List<OpenCheck> open(TakenMessage message, Told.OfRun told, Set<JobId> unwanted) {
        return database
                .statement(tx ->
                        CheckRuns.open(
                                tx, message.receiver().id(), told.run().id(), told.attempt()))
                .stream()
                .filter(check -> !unwanted.contains(check.job()))
                .toList();
    }

    private Outcome tell(TakenMessage message, Told.OfRun told, OpenCheck check, String secret)
            throws InterruptedException {
        return switch (app.access(message.receiver().url(), secret)) {
            case GithubApp.Access.Refused(Response answer) -> outcome(message, answer);
            case GithubApp.Access.Granted(String token) -> {
                List<Note> notes = notes(check);
                CheckRun run = new CheckRun(check, told.link(), notes);
                OptionalLong known = known(message, check, token);
                Response answer =
                        sender.sendForMore(request(message.receiver(), run, known, token));
                if (answer instanceof Response.Http http && http.status() == 401) {
                    app.forget(message.receiver().url(), secret);
                }
                if (GithubApp.isGood(answer)) {
                    long id = known.orElseGet(() -> GithubApp.json(answer).path("id").asLong());
                    int all = check.annotations() + notes.size();
                    database.run(tx ->
                            CheckRuns.told(
                                    tx,
                                    message.receiver().id(),
                                    check.job(),
                                    id,
                                    check.stand(),
                                    all));
                }
                yield outcome(message, answer);
            }
        };
    }

    private static OutgoingRequest request(
            Receiver receiver, CheckRun run, OptionalLong known, String token) {
        String checks = receiver.url() + "/check-runs";
        return known.isEmpty()
                ? OutgoingRequest.post(URI.create(checks), GithubApp.headers(token), run.created())
                : new OutgoingRequest(
                        "PATCH",
                        URI.create(checks + "/" + known.getAsLong()),
                        GithubApp.headers(token),
                        run.changed());
    }

    private OptionalLong known(TakenMessage message, OpenCheck check, String token)
            throws InterruptedException {
        return check.check().isEmpty() && message.attempt() > 1
                ? made(message.receiver(), check, token)
                : check.check();
    }

    private List<Note> notes(OpenCheck check) {
        return check.stand() == Stand.COMPLETED
                ? database.statement(tx ->
                        CheckRuns.notes(tx, check.job(), check.annotations(), CheckRun.MOST_NOTES))
                : List.of();
    }

    /// One that an earlier attempt made, whose answer was lost.
    private OptionalLong made(Receiver receiver, OpenCheck check, String token)
            throws InterruptedException {
        Response answer =
                sender.sendForMore(
                        OutgoingRequest.get(
                                URI.create(
                                        "%s/commits/%s/check-runs?check_name=%s"
                                                .formatted(
                                                        receiver.url(),
                                                        check.commit(),
                                                        URLEncoder.encode(
                                                                check.name(),
                                                                StandardCharsets.UTF_8))),
                                GithubApp.headers(token)));
        for (JsonNode run : GithubApp.json(answer).path("check_runs")) {
            if (run.path("external_id").asText().equals(Long.toString(check.job().value()))) {
                return OptionalLong.of(run.path("id").asLong());
            }
        }
        return OptionalLong.empty();
    }

    private Outcome outcome(TakenMessage message, Response answer) {
        return Outcome.of(verdict.of(message.receiver().kind(), answer, message.attempt()), answer);
    }
}
