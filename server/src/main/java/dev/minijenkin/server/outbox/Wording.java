package dev.minijenkin.server.outbox;

import dev.minijenkin.db.outbox.ToldRun;
import dev.minijenkin.db.view.run.FirstFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The words of a message, plain: whoever writes it for a target escapes and cuts them.
record Wording(Told.OfRun told) {
    private static final int SHORT_SHA = 8;

    /// `shop/web › ci #42`, or of a job `shop/web › ci #42 › build`.
    String name() {
        return name(told.run());
    }

    static String name(ToldRun told) {
        String run = "%s › %s #%d".formatted(told.repository(), told.pipeline(), told.number());
        return told.job().isEmpty() ? run : run + " › " + told.job();
    }

    /// `failed`
    String verb() {
        return told.standing().verb();
    }

    /// `main`, `v1`, `pull request 7`.
    String branch() {
        return branch(told.run());
    }

    static String branch(ToldRun told) {
        String ref = told.ref();
        if (ref.startsWith("refs/pull/")) {
            return "pull request " + ref.substring(10).replaceFirst("/.*", "");
        }
        return ref.replaceFirst("^refs/(heads|tags)/", "");
    }

    /// One line: `shop/web › ci #42 failed on main`.
    String headline() {
        return "%s %s on %s".formatted(name(), verb(), branch());
    }

    /// Where it broke: `build › Test, exit code 1`; empty where it did not.
    Optional<String> place() {
        if (!told.standing().isBad()) {
            return Optional.empty();
        }
        return told.run().failure().map(Wording::place);
    }

    private static String place(FirstFailure failure) {
        List<String> path = new ArrayList<>();
        path.add(failure.job().isEmpty() ? "The workflow file" : failure.job());
        if (!failure.step().isEmpty()) {
            path.add(failure.step());
        }
        String where = String.join(" › ", path);
        if (failure.exitCode() != null && failure.exitCode() != 0) {
            return where + ", exit code " + failure.exitCode();
        }
        return where;
    }

    /// What was said there: the first error that somebody wrote, with its place, else what the step
    /// said last; empty where nothing was.
    Optional<String> error() {
        if (!told.standing().isBad()) {
            return Optional.empty();
        }
        String message = told.run().failure().map(FirstFailure::message).orElse("");
        String file =
                told.run()
                        .failure()
                        .filter(failure -> !failure.path().isEmpty())
                        .map(failure ->
                                failure.line() == 0
                                        ? failure.path() + ": "
                                        : failure.path() + ":" + failure.line() + ": ")
                        .orElse("");
        String said = message.isBlank() ? told.run().errorLine() : file + message;
        return Optional.of(said.strip()).filter(text -> !text.isEmpty());
    }

    /// Names and values of what else is told, in their order.
    Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        ToldRun run = told.run();
        since().ifPresent(since ->
                facts.put(told.standing().isBad() ? "Fails since" : "Failed since", since));
        if (told.standing().isBad() && run.job().isEmpty() && run.jobs().all() > 1) {
            facts.put("Jobs", "%d of %d failed".formatted(run.jobs().bad(), run.jobs().all()));
        }
        if (!run.actor().isBlank()) {
            facts.put("Started by", run.actor() + " (" + run.event() + ")");
        }
        told.took().ifPresent(took -> facts.put("Took", duration(took)));
        if (told.attempt() > 1) {
            facts.put("Attempt", Integer.toString(told.attempt()));
        }
        return facts;
    }

    /// `#38, 2 h 5 min ago`
    private Optional<String> since() {
        return switch (told.standing()) {
            case STILL_FAILING, TIMED_OUT, FIXED ->
                    told.run()
                            .broken()
                            .map(broken ->
                                    "#%d, %s ago"
                                            .formatted(broken.number(), duration(broken.lasted())));
            case FAILURE, QUEUED, RUNNING, SUCCESS, CANCELLED, SKIPPED -> Optional.empty();
        };
    }

    /// `0123abcd Mend it, by Ana`
    String commit() {
        return commit(told.run());
    }

    static String commit(ToldRun told) {
        ToldRun.Commit commit = told.commit();
        String text = commit.sha().substring(0, SHORT_SHA);
        if (!commit.title().isBlank()) {
            text += " " + commit.title();
        }
        return commit.author().isBlank() ? text : text + ", by " + commit.author();
    }

    /// `42 s`, `5 min 27 s`, `1 h 4 min`, `3 days`.
    static String duration(Duration duration) {
        if (duration.toMinutes() < 1) {
            return Math.max(1, duration.toSeconds()) + " s";
        }
        if (duration.toHours() < 1) {
            return "%d min %d s".formatted(duration.toMinutes(), duration.toSecondsPart());
        }
        if (duration.toDays() < 2) {
            return "%d h %d min".formatted(duration.toHours(), duration.toMinutesPart());
        }
        return duration.toDays() + " days";
    }
}
