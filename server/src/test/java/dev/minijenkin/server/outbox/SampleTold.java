package dev.minijenkin.server.outbox;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.outbox.ToldRun;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.view.run.FirstFailure;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;

/// What messages of tests tell.
@NullMarked
final class SampleTold {
    static final URI LINK = URI.create("https://ci.example.org/runs/4711");
    private static final Instant AT = Instant.parse("2026-03-29T08:17:42Z");

    private SampleTold() {}

    /// A branch that fails since two hours ago.
    static Told.OfRun failing() {
        return of(
                Standing.STILL_FAILING,
                "failure",
                "ci",
                "Read prices in cents",
                new FirstFailure(
                        "test (25, linux)",
                        "npm test",
                        1,
                        Cause.EXIT_CODE,
                        "Expected 1999, but got 19.99",
                        "src/price.test.ts",
                        42),
                "");
    }

    static Told.OfRun succeeded() {
        Told.OfRun told = failing();
        return new Told.OfRun(
                run("ci", "Read prices in cents", Optional.empty(), "", Optional.empty(), 0),
                Standing.SUCCESS,
                told.event(),
                1,
                "success",
                told.at(),
                told.took(),
                LINK);
    }

    static Told.OfRun queued() {
        return open(Standing.QUEUED, "run_queued");
    }

    static Told.OfRun running() {
        return open(Standing.RUNNING, "run_started");
    }

    /// Of a search of that name, for any text of others.
    static Told.OfMatch match(String search, String text) {
        return new Told.OfMatch(
                run(text, text, Optional.empty(), "", Optional.empty(), 0),
                search,
                1,
                17,
                3,
                text,
                LINK);
    }

    private static Told.OfRun open(Standing standing, String event) {
        return new Told.OfRun(
                succeeded().run(),
                standing,
                event,
                1,
                "",
                Optional.empty(),
                Optional.empty(),
                LINK);
    }

    /// With any texts of others.
    static Told.OfRun withTexts(String text) {
        return of(
                Standing.STILL_FAILING,
                "failure",
                text,
                text,
                new FirstFailure(text, text, 1, Cause.EXIT_CODE, text, text, 1),
                text);
    }

    private static Told.OfRun of(
            Standing standing,
            String conclusion,
            String pipeline,
            String title,
            FirstFailure failure,
            String errorLine) {
        return new Told.OfRun(
                run(
                        pipeline,
                        title,
                        Optional.of(failure),
                        errorLine,
                        Optional.of(
                                new ToldRun.Broken(
                                        new RunId(4700), 38, AT, Duration.ofMinutes(125))),
                        2),
                standing,
                "run_finished",
                1,
                conclusion,
                Optional.of(AT),
                Optional.of(Duration.ofSeconds(327)),
                LINK);
    }

    private static ToldRun run(
            String pipeline,
            String title,
            Optional<FirstFailure> failure,
            String errorLine,
            Optional<ToldRun.Broken> broken,
            int bad) {
        return new ToldRun(
                new RunId(4711),
                "shop/web",
                pipeline,
                42,
                title,
                "push",
                "refs/heads/main",
                new ToldRun.Commit("8f3c2a917b5e4d60c1a2938475665748392a1b0c", title, "Ana Lima"),
                "ana",
                new ToldRun.Jobs(6, bad),
                failure,
                errorLine,
                broken,
                "");
    }
}
