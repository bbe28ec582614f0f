package dev.minijenkin.server.page;

import dev.minijenkin.db.log.LogWindow;
import dev.minijenkin.db.view.api.job.ApiStep;
import dev.minijenkin.server.html.Html;
import dev.minijenkin.server.html.Link;
import dev.minijenkin.server.html.Tag;
import dev.minijenkin.server.page.LogLineKind.Kind;
import dev.minijenkin.server.page.RunContent.ChosenJob;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The steps of a job with their lines, as far as the window of the log goes. Made for one page.
final class LogSection {
    private final RunLinks links;
    private final ChosenJob chosen;
    private final Instant now;
    private final long job;
    private final Map<Integer, StepLines> lines = new HashMap<>();

    LogSection(RunLinks links, ChosenJob chosen, Instant now) {
        this.links = links;
        this.chosen = chosen;
        this.now = now;
        this.job = chosen.job().id();
    }

    /// The lines of a step, folds within folds.
    private static final class StepLines {
        private final List<Html> top = new ArrayList<>();
        private final AnsiLine ansi = new AnsiLine();
        private @Nullable Tag fold;
        private @Nullable Tag within;
        private boolean wanted;

        private void add(Html line) {
            Tag open = within;
            if (open == null) {
                top.add(line);
            } else {
                open.add(line);
            }
        }

        private void open(Tag summary, String id) {
            Tag lines = Tag.of("div", "lines");
            within = lines;
            fold = Tag.of("details", "fold").with("id", id).add(summary, lines);
            top.add(fold);
        }

        private void show() {
            Tag closed = fold;
            if (within != null && closed != null) {
                closed.with("open", true);
            }
        }

        private void close() {
            within = null;
        }
    }

    Tag section() {
        LogWindow log = chosen.log();
        if (log != null) {
            log.lines().forEach(this::add);
        }
        lines.values()
                .forEach(step -> {
                    // What has not ended is looked at.
                    if (RunContent.mark(chosen.job()) == StateMark.RUNNING) {
                        step.show();
                    }
                });
        Tag section = Tag.of("div", "log").with("id", "log");
        if (log != null && log.total() > log.lines().size()) {
            section.add(pager(log));
        }
        if (lines.containsKey(0)) {
            section.add(step(0, "Set up job", null));
        }
        chosen.steps().forEach(step -> section.add(step(step.number(), step.name(), step)));
        if (log != null && log.total() > log.lines().size()) {
            section.add(pager(log));
        }
        return section;
    }

    private void add(LogWindow.Line line) {
        StepLines step = lines.computeIfAbsent(line.step(), _ -> new StepLines());
        String text = new String(line.bytes(), StandardCharsets.UTF_8);
        LogLineKind known = LogLineKind.of(text);
        Long asked = chosen.line();
        boolean wanted = asked != null && asked == line.number();
        switch (known.kind()) {
            case GROUP -> {
                step.close();
                step.open(
                        Tag.of("summary", "line group")
                                .with("id", RunLinks.anchor(job, line.number()))
                                .add(number(line.number()), words(step, known, line)),
                        RunLinks.anchor(job, line.number()) + "-fold");
            }
            case END_GROUP -> step.close();
            case PLAIN, ERROR, WARNING, NOTICE, DEBUG, COMMAND -> {
                step.add(
                        Tag.of("div", "line " + look(known.kind()))
                                .with("id", RunLinks.anchor(job, line.number()))
                                .add(number(line.number()), words(step, known, line)));
                if (wanted || known.kind() == Kind.ERROR) {
                    step.show();
                }
            }
        }
        step.wanted |= wanted;
    }

    private static String look(Kind kind) {
        return switch (kind) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case NOTICE -> "notice";
            case DEBUG -> "debug";
            case COMMAND -> "command";
            case PLAIN, GROUP, END_GROUP -> "plain";
        };
    }

    private Tag number(long number) {
        return Tag.of("a", "number")
                .href(links.line(job, number))
                .with("aria-label", "Line " + number)
                .text(Long.toString(number));
    }

    private static Tag words(StepLines step, LogLineKind known, LogWindow.Line line) {
        Tag words = Tag.of("span", "words");
        if (known.kind() == Kind.ERROR || known.kind() == Kind.WARNING) {
            words.with("data-level", known.kind() == Kind.ERROR ? "Error" : "Warning");
        }
        words.add(step.ansi.spans(known.text()));
        if (line.more() > 0) {
            words.add(
                    Tag.of("span", "more")
                            .text(" … %,d bytes more in the whole log".formatted(line.more())));
        }
        return words;
    }

    private Tag step(int number, String name, @Nullable ApiStep step) {
        StepLines of = lines.get(number);
        StateMark mark = step == null ? null : StateMark.of(stateOf(step), step.conclusion());
        boolean open =
                of != null
                        && (of.wanted
                                || (mark == null && chosen.steps().isEmpty())
                                || mark == StateMark.RUNNING
                                || (mark != null && mark.isFailed()));
        Tag details =
                Tag.of("details", "step")
                        .with("id", "job-" + job + "-step-" + number)
                        .with("open", open)
                        .add(
                                Tag.of("summary")
                                        .add(
                                                mark == null ? Html.nothing() : mark.icon(),
                                                Tag.of("span", "step-name").text(name),
                                                step == null
                                                        ? Html.nothing()
                                                        : Times.took(
                                                                step.startedAt(),
                                                                step.finishedAt(),
                                                                now)));
        if (of != null) {
            return details.add(Tag.of("div", "lines").add(of.top));
        }
        Long first = step == null ? null : step.firstLine();
        LogWindow log = chosen.log();
        boolean elsewhere =
                first != null && log != null && first <= log.total() && !shows(log, first);
        return details.add(
                elsewhere && first != null
                        ? Tag.of("p", "hint")
                                .add(
                                        Tag.of("a")
                                                .href(links.line(job, first))
                                                .text("Its lines begin at %,d".formatted(first)))
                        : Tag.of("p", "hint").text("No lines."));
    }

    private static boolean shows(LogWindow log, long line) {
        return !log.lines().isEmpty()
                && log.lines().getFirst().number() <= line
                && line <= log.lines().getLast().number();
    }

    /// A step that its claim did not come to is blocked, whatever became of the job.
    private static String stateOf(ApiStep step) {
        return step.state().equals("running") ? "running" : "blocked";
    }

    private Tag pager(LogWindow log) {
        long first = log.lines().isEmpty() ? 0 : log.lines().getFirst().number();
        long last = log.lines().isEmpty() ? 0 : log.lines().getLast().number();
        Tag pager =
                Tag.of("p", "pager")
                        .add(
                                Tag.of("span")
                                        .text(
                                                "Lines %,d to %,d of %,d"
                                                        .formatted(first, last, log.total())));
        if (first > 1) {
            pager.add(
                    step("First", 1),
                    step("Earlier", Math.max(1, first - RunContent.WINDOW + 200)));
        }
        if (last < log.total()) {
            pager.add(step("Later", last + 1), Tag.of("a", "button").href(end()).text("Last"));
        }
        return pager;
    }

    private Link end() {
        return links.page().with("job", job).at("log-end");
    }

    private Tag step(String words, long line) {
        return Tag.of("a", "button").href(links.line(job, line)).text(words);
    }
}
