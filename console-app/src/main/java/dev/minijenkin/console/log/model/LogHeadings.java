package dev.minijenkin.console.log.model;

import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.log.document.LogFold;
import dev.minijenkin.console.log.document.LogRows;
import dev.minijenkin.console.log.feed.LogBatch;
import dev.minijenkin.console.part.Durations;
import dev.minijenkin.console.state.StateLooks;
import dev.minijenkin.db.view.run.JobView;
import dev.minijenkin.db.view.run.StepView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The headings of a log: the steps of its job, and the groups that its lines open and close. FX
/// thread only.
final class LogHeadings {
    private final LogRows rows;
    private final DatabaseClock clock;
    private final Map<Integer, LogFold> steps = new HashMap<>();
    private final List<LogFold> openGroups = new ArrayList<>();
    private int claimStart;

    LogHeadings(LogRows rows, DatabaseClock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /// Another log.
    void clear() {
        steps.clear();
        openGroups.clear();
        claimStart = 0;
    }

    /// The groups that begin or end in lines that came.
    List<LogFold> groups(LogBatch batch) {
        claimStart = batch.claimStart();
        List<LogFold> folds = new ArrayList<>();
        for (LogBatch.GroupMark mark : batch.groups()) {
            if (mark.opens()) {
                LogFold group = new LogFold(1, mark.line(), 1, mark.title());
                openGroups.add(group);
                folds.add(group);
            } else if (!openGroups.isEmpty()) {
                LogFold group = openGroups.removeLast();
                int lines = mark.line() - group.firstLine() - 1;
                group.describe(
                        group.title(), lines + (lines == 1 ? " line" : " lines"), Optional.empty());
                folds.add(LogFold.end(mark.line()));
            }
        }
        return folds;
    }

    /// Brings the headings of the steps up to date, as far as their lines have come.
    void show(JobView job) {
        for (StepView step : job.steps()) {
            if (step.firstLine() > 0) {
                int line = claimStart + (int) step.firstLine() - 1;
                LogFold fold = steps.get(step.number());
                if (fold == null && line <= rows.document().size()) {
                    fold = new LogFold(0, line, step.name());
                    steps.put(step.number(), fold);
                    describe(fold, step);
                    rows.add(fold);
                } else if (fold != null && describe(fold, step)) {
                    rows.changed(fold);
                }
            }
        }
    }

    /// First line of a step, from 0; -1 before it began.
    int lineOf(StepView step) {
        return step.firstLine() > 0
                ? Math.min(claimStart + (int) step.firstLine() - 1, rows.document().size() - 1)
                : -1;
    }

    private boolean describe(LogFold fold, StepView step) {
        var started = step.startedAt();
        var finished = step.finishedAt();
        String took =
                started == null
                        ? ""
                        : Durations.exact(
                                Duration.between(
                                        started, finished == null ? clock.get() : finished));
        var shape = Optional.of(StateLooks.of(step).shape());
        if (took.equals(fold.note()) && shape.equals(fold.shape())) {
            return false;
        }
        fold.describe(step.name(), took, shape);
        return true;
    }
}
