package dev.minijenkin.server.outbox;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.outbox.CheckRuns.Note;
import dev.minijenkin.db.outbox.OpenCheck;
import dev.minijenkin.db.outbox.OpenCheck.Stand;
import dev.minijenkin.db.run.Conclusion;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// How a job stands, as GitHub's checks take it.
///
/// @param run page of its run
/// @param notes at most as many as one request takes
record CheckRun(OpenCheck check, URI run, List<Note> notes) {
    /// That one request takes.
    static final int MOST_NOTES = 50;

    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_TITLE = 255;
    private static final int LONGEST_TEXT = 65_535;

    /// What belongs to no file: GitHub's own runner puts it here, and a path there must be.
    private static final String NO_FILE = ".github";

    private static final JsonMapper JSON = new JsonMapper();

    /// The body of the request that makes it.
    String created() {
        ObjectNode body = changes();
        body.put("head_sha", check.commit());
        return body.toString();
    }

    /// The body of the request that brings it to how it stands.
    String changed() {
        return changes().toString();
    }

    private ObjectNode changes() {
        ObjectNode body = JSON.createObjectNode();
        body.put("name", Cut.to(LONGEST_NAME, check.name()));
        body.put("external_id", Long.toString(check.job().value()));
        body.put("details_url", "%s?job=%d".formatted(run, check.job().value()));
        body.put("status", EnumWords.of(check.stand()));
        check.startedAt().ifPresent(at -> body.put("started_at", time(at)));
        if (check.stand() == Stand.COMPLETED) {
            body.put("conclusion", EnumWords.of(check.conclusion().orElse(Conclusion.CANCELLED)));
            check.finishedAt().ifPresent(at -> body.put("completed_at", time(at)));
        }
        ObjectNode output = body.putObject("output");
        output.put("title", Cut.to(LONGEST_TITLE, title()));
        output.put("summary", Cut.to(LONGEST_TEXT, summary()));
        if (!notes.isEmpty()) {
            ArrayNode all = output.putArray("annotations");
            notes.forEach(note -> add(all.addObject(), note));
        }
        return body;
    }

    private static void add(ObjectNode annotation, Note note) {
        annotation.put("path", note.path().isEmpty() ? NO_FILE : note.path());
        annotation.put("start_line", note.line());
        annotation.put("end_line", note.endLine());
        note.columns()
                .ifPresent(columns -> {
                    annotation.put("start_column", columns.first());
                    annotation.put("end_column", columns.last());
                });
        annotation.put("annotation_level", EnumWords.of(note.level()));
        String message = note.message().isBlank() ? "(no message)" : note.message();
        annotation.put("message", Cut.to(LONGEST_TEXT, message));
        if (!note.title().isBlank()) {
            annotation.put("title", Cut.to(LONGEST_TITLE, note.title()));
        }
    }

    private String title() {
        if (check.stand() != Stand.COMPLETED) {
            return check.stand() == Stand.QUEUED ? "Waiting" : "Running";
        }
        String ended =
                switch (check.conclusion().orElse(Conclusion.CANCELLED)) {
                    case SUCCESS -> "Succeeded";
                    case FAILURE -> "Failed";
                    case CANCELLED -> "Cancelled";
                    case SKIPPED -> "Skipped";
                    case TIMED_OUT -> "Timed out";
                };
        return ended
                + check.failed().map(step -> " in " + step.name()).orElse("")
                + took().map(took -> " after " + Wording.duration(took)).orElse("");
    }

    private Optional<Duration> took() {
        return check.startedAt()
                .flatMap(from -> check.finishedAt().map(to -> Duration.between(from, to)));
    }

    /// Markdown.
    private String summary() {
        StringBuilder summary = new StringBuilder();
        check.failed()
                .ifPresent(step ->
                        summary.append("The step `")
                                .append(step.name().replace('`', '\''))
                                .append(
                                        step.exitCode()
                                                .map("` failed with exit code %d."::formatted)
                                                .orElse("` failed."))
                                .append("\n\n"));
        if (!check.message().isBlank()) {
            summary.append(check.message()).append("\n\n");
        }
        return summary.append("[Log and results](%s?job=%d)".formatted(run, check.job().value()))
                .toString();
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
