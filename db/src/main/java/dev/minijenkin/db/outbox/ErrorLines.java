package dev.minijenkin.db.outbox;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.log.LogChunkCodec;
import dev.minijenkin.db.log.LogLine;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a step that failed said last: the line that a person would look for first.
final class ErrorLines {
    private static final int CHUNKS = 3;
    private static final int LINES = 60;
    private static final int LONGEST = 2000;

    /// The last chunks of the first step that failed in the first job that failed, as
    /// [dev.minijenkin.db.view.run.FirstFailures] tells them.
    private static final String CHUNKS_OF_STEP =
            """
            select l.first_at, l.body
            from (
                select coalesce(j.reused_job_id, j.id) as ran from jobs j
                where j.run_id = ? and j.attempt = ? and j.calls is null and j.conclusion in ('failure', 'timed_out')
                order by j.cause = 'dependency', j.continue_on_error, j.finished_at, j.id limit 1) f
            cross join lateral (
                select c.id, c.log_day from claims c where c.job_id = f.ran order by c.id desc limit 1) c
            cross join lateral (
                select s.number from steps s
                where s.job_id = f.ran and s.claim_id = c.id and s.conclusion in ('failure', 'timed_out')
                order by s.number limit 1) s
            cross join lateral (
                select l.first_at, l.body, l.seq from job_logs l
                where l.day = c.log_day and l.job_id = f.ran and l.claim_id = c.id and l.step_number = s.number
                order by l.seq desc limit ?) l
            order by l.seq
            """;

    private static final Pattern CONTROL_SEQUENCE =
            Pattern.compile(
                    "\\u001b(\\[[0-?]*[ -/]*[@-~]|\\][^\\u0007\\u001b]*(\\u0007|\\u001b\\\\)?|.)");
    private static final Pattern ERROR =
            Pattern.compile(
                    "\\b(error|fatal|failed|failure|exception|panic|not found|cannot|denied)\\b",
                    Pattern.CASE_INSENSITIVE);

    private ErrorLines() {}

    /// The last line of the step that looks like an error, or else its last one; empty where there
    /// is none.
    static Optional<String> of(Tx tx, RunId run, int attempt) {
        List<String> lines =
                tx.sql().fetch(CHUNKS_OF_STEP, run.value(), attempt, CHUNKS).stream()
                        .flatMap(row ->
                                LogChunkCodec.decode(
                                        row.get("first_at", OffsetDateTime.class).toInstant(),
                                        row.get("body", byte[].class))
                                        .stream())
                        .map(ErrorLines::text)
                        .filter(line -> !line.isBlank() && !line.startsWith("##["))
                        .toList();
        List<String> last =
                lines.subList(Math.max(0, lines.size() - LINES), lines.size()).reversed();
        return last.stream()
                .filter(line -> ERROR.matcher(line).find())
                .findFirst()
                .or(() -> last.stream().findFirst());
    }

    private static String text(LogLine line) {
        int length = Math.min(line.bytes().length, LONGEST);
        String text = new String(line.bytes(), 0, length, StandardCharsets.UTF_8);
        return CONTROL_SEQUENCE.matcher(text).replaceAll("").replaceAll("\\p{Cntrl}", " ").strip();
    }
}
