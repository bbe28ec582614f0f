package dev.minijenkin.cli.run;

import dev.minijenkin.cli.run.RunScreen.Style;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.log.LogChunk;
import dev.minijenkin.db.log.LogCursor;
import dev.minijenkin.db.log.LogLines;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.db.run.job.JobForm;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.db.run.step.Step;
import dev.minijenkin.db.run.step.StepState;
import dev.minijenkin.db.run.step.Steps;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One job as it is shown: its lines behind its name, a line where a step begins and one where it
/// ends. Used by one thread.
final class FollowedJob {
    private static final int PAGE = 64;

    /// Bytes of a line that are shown.
    private static final int LONGEST = 64 * 1024;

    private static final List<Style> COLOURS =
            List.of(Style.CYAN, Style.MAGENTA, Style.BLUE, Style.GREEN, Style.YELLOW);

    private final RunScreen screen;
    private final LogCursor cursor;
    private final LogLines lines = new LogLines(LONGEST);
    private final String prefix;
    private JobState state;
    private boolean over;
    private int step;
    private int ended;
    private boolean heading;
    private int depth;

    /// @param place among the jobs
    FollowedJob(RunScreen screen, int place, Job job) {
        this.screen = screen;
        this.cursor = new LogCursor(job.id());
        this.state = job.state();
        this.prefix = screen.styled(COLOURS.get(place % COLOURS.size()), job.name() + " | ");
    }

    boolean isOver() {
        return over;
    }

    boolean isRunning() {
        return !over && state.compareTo(JobState.CLAIMED) >= 0;
    }

    /// Shows what is new; whether anything was.
    ///
    /// @param job as of before
    boolean show(Database database, Job job) {
        state = job.state();
        if (over || (state.compareTo(JobState.CLAIMED) < 0)) {
            return false;
        }
        if (job.form() != JobForm.STEPS) {
            return end(job);
        }
        Map<Integer, Step> steps =
                database.statement(tx -> Steps.ofJob(tx, job.id())).stream()
                        .collect(Collectors.toMap(Step::number, one -> one, (_, last) -> last));
        List<LogChunk> chunks = database.statement(tx -> cursor.next(tx, PAGE));
        for (LogChunk chunk : chunks) {
            if (chunk.stepNumber() != step) {
                finishSteps(steps, chunk.stepNumber());
                begin(chunk.stepNumber(), steps);
            }
            lines.take(chunk, this::line);
        }
        if (!chunks.isEmpty()) {
            return true;
        }
        if (state != JobState.FINISHED) {
            return false;
        }
        lines.end(this::line);
        finishSteps(steps, Integer.MAX_VALUE);
        return end(job);
    }

    private void begin(int number, Map<Integer, Step> steps) {
        step = number;
        heading = true;
        depth = 0;
        Step begun = steps.get(number);
        if (begun != null) {
            print(screen.styled(Style.BOLD, "▶ " + begun.name()));
        }
    }

    /// Those before one that are known to have ended.
    private void finishSteps(Map<Integer, Step> steps, int before) {
        steps.values().stream()
                .filter(one -> one.number() > ended && one.number() < before)
                .filter(one -> one.state() == StepState.FINISHED)
                .sorted((a, b) -> Integer.compare(a.number(), b.number()))
                .forEach(one -> {
                    ended = one.number();
                    Conclusion outcome = one.outcome();
                    String more =
                            outcome == one.conclusion() || outcome == null
                                    ? ""
                                    : ", goes on all the same";
                    print(
                            mark(screen, outcome)
                                    + " "
                                    + one.name()
                                    + screen.styled(
                                            Style.DIM,
                                            outcome == Conclusion.SKIPPED
                                                    ? " (skipped)"
                                                    : " (" + lasted(one) + more + ")"));
                });
    }

    private boolean end(Job job) {
        over = true;
        Conclusion conclusion = job.conclusion();
        print(
                mark(screen, conclusion)
                        + " "
                        + screen.styled(
                                Style.BOLD, conclusion == null ? "?" : EnumWords.of(conclusion)));
        return true;
    }

    private void print(String text) {
        screen.line(prefix + text);
    }

    private void line(Instant at, byte[] bytes, long more) {
        if (starts(bytes, "##[group]")) {
            depth++;
            boolean own = heading && starts(bytes, "##[group]Run ");
            heading = own;
            screen.line(prefix + "▸ ", Style.BOLD, bytes, "##[group]".length());
            return;
        }
        if (starts(bytes, "##[endgroup]")) {
            depth = Math.max(0, depth - 1);
            heading = false;
            return;
        }
        if (heading && depth > 0 && screen.isTerminal()) {
            // Folded: what the file says anyway.
            return;
        }
        String indent = prefix + "  ".repeat(Math.min(depth, 4));
        for (Marked marked : Marked.values()) {
            if (starts(bytes, marked.command)) {
                screen.line(
                        indent + screen.styled(marked.style, marked.word),
                        marked.style,
                        bytes,
                        marked.command.length());
                return;
            }
        }
        screen.line(indent, Style.PLAIN, bytes, 0);
        if (more > 0) {
            print("… %,d bytes more".formatted(more));
        }
    }

    /// Lines that are marked.
    private enum Marked {
        ERROR("##[error]", "Error: ", Style.RED),
        WARNING("##[warning]", "Warning: ", Style.YELLOW),
        NOTICE("##[notice]", "Notice: ", Style.CYAN),
        DEBUG("##[debug]", "Debug: ", Style.DIM),
        COMMAND("##[command]", "", Style.CYAN);

        private final String command;
        private final String word;
        private final Style style;

        Marked(String command, String word, Style style) {
            this.command = command;
            this.word = word;
            this.style = style;
        }
    }

    private static boolean starts(byte[] bytes, String with) {
        byte[] wanted = with.getBytes(StandardCharsets.US_ASCII);
        return bytes.length >= wanted.length
                && java.util.Arrays.equals(bytes, 0, wanted.length, wanted, 0, wanted.length);
    }

    private static String lasted(Step step) {
        OffsetDateTime begun = step.startedAt();
        OffsetDateTime end = step.finishedAt();
        return begun == null || end == null ? "" : seconds(Duration.between(begun, end).toNanos());
    }

    /// For people: `1.2 s`.
    static String seconds(long nanos) {
        return "%.1f s".formatted(nanos / 1e9);
    }

    /// A sign of how something ended.
    static String mark(RunScreen screen, @Nullable Conclusion conclusion) {
        return switch (conclusion) {
            case SUCCESS -> screen.styled(Style.GREEN, "✓");
            case SKIPPED -> screen.styled(Style.DIM, "○");
            case CANCELLED, TIMED_OUT -> screen.styled(Style.YELLOW, "■");
            case FAILURE -> screen.styled(Style.RED, "✗");
            case null -> "…";
        };
    }
}
