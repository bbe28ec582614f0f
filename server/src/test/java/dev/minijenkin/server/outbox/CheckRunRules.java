package dev.minijenkin.server.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/// What GitHub refuses of a check, as its reference of REST says.
@NullMarked
final class CheckRunRules {
    private static final int LONGEST_TEXT = 65_535;
    private static final Set<String> STATUSES =
            Set.of("queued", "in_progress", "completed", "waiting", "requested", "pending");
    private static final Set<String> CONCLUSIONS =
            Set.of(
                    "action_required",
                    "cancelled",
                    "failure",
                    "neutral",
                    "success",
                    "skipped",
                    "stale",
                    "timed_out");

    private final List<String> problems = new ArrayList<>();

    private CheckRunRules() {}

    static List<String> problems(JsonNode body, boolean create) {
        CheckRunRules rules = new CheckRunRules();
        rules.check(body, create);
        return rules.problems;
    }

    private void check(JsonNode body, boolean create) {
        need(!create || !body.path("name").asText().isEmpty(), "name is missing");
        need(!create || body.path("head_sha").asText().length() == 40, "head_sha is missing");
        String status = body.path("status").asText();
        need(STATUSES.contains(status), "status is " + status);
        boolean completed = status.equals("completed");
        need(
                !completed || CONCLUSIONS.contains(body.path("conclusion").asText()),
                "conclusion is " + body.path("conclusion"));
        // With a conclusion GitHub takes the check for completed, whatever its status says.
        need(completed || !body.has("conclusion"), "a conclusion of what is not completed");
        time(body, "started_at");
        time(body, "completed_at");
        need(body.path("details_url").asText().startsWith("https://"), "details_url");
        need(body.path("external_id").isTextual(), "external_id is no text");
        JsonNode output = body.path("output");
        need(!output.path("title").asText().isEmpty(), "output.title is missing");
        String summary = output.path("summary").asText();
        need(!summary.isEmpty() && summary.length() <= LONGEST_TEXT, "output.summary");
        need(output.path("annotations").size() <= 50, "more than 50 annotations");
        output.path("annotations").forEach(this::annotation);
    }

    private void annotation(JsonNode annotation) {
        need(!annotation.path("path").asText().isEmpty(), "path is missing");
        int start = annotation.path("start_line").asInt();
        int end = annotation.path("end_line").asInt();
        need(start >= 1 && end >= start, "lines %d to %d".formatted(start, end));
        need(
                start == end || (!annotation.has("start_column") && !annotation.has("end_column")),
                "columns over lines");
        need(
                annotation.path("end_column").asInt(1) >= annotation.path("start_column").asInt(1),
                "columns");
        String level = annotation.path("annotation_level").asText();
        need(Set.of("notice", "warning", "failure").contains(level), "level " + level);
        int message = annotation.path("message").asText().length();
        need(message > 0 && message <= LONGEST_TEXT, "message of " + message);
        need(annotation.path("title").asText().length() <= 255, "title is too long");
    }

    private void time(JsonNode body, String field) {
        if (body.has(field)) {
            try {
                Instant.parse(body.path(field).asText());
            } catch (DateTimeException _) {
                problems.add(field);
            }
        }
    }

    private void need(boolean holds, String otherwise) {
        if (!holds) {
            problems.add(otherwise);
        }
    }
}
