package dev.minijenkin.console.run.time;

import dev.minijenkin.console.part.Durations;
import dev.minijenkin.console.run.detail.JobTimes;
import dev.minijenkin.console.run.detail.RunDetail;
import dev.minijenkin.console.run.detail.RunFollower;
import dev.minijenkin.console.run.graph.NeedsNode;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.view.run.JobView;
import dev.minijenkin.db.view.run.UsualJob;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;

/// The rows of a run on a line of time: whether they are shown so, what the line is, which of them
/// are on the critical path, and when they usually run. What is usual is read once a run, and only
/// for who looks at it. FX thread only.
public final class RunTimeline {
    private final RunFollower follower;
    private final ReadOnlyIntegerWrapper changes = new ReadOnlyIntegerWrapper();
    private Optional<RunDetail> detail = Optional.empty();
    private Optional<RunId> asked = Optional.empty();
    private Map<String, UsualJob> usual = Map.of();
    private CriticalPath path = CriticalPath.of(List.of(), Instant.EPOCH);
    private TimeWindow window = TimeWindow.WHOLE;
    private boolean shown;

    public RunTimeline(RunFollower follower) {
        this.follower = follower;
    }

    /// Counts what changed beside the rows themselves.
    public ReadOnlyIntegerProperty changesProperty() {
        return changes.getReadOnlyProperty();
    }

    public boolean isShown() {
        return shown;
    }

    public void setShown(boolean next) {
        if (next != shown) {
            shown = next;
            askWhatIsUsual();
            changed();
        }
    }

    /// Another run, attempt, or state of them.
    public void show(RunDetail next) {
        Optional<RunDetail> before = detail;
        detail = Optional.of(next);
        if (asked.filter(next.run().id()::equals).isEmpty()) {
            asked = Optional.empty();
            usual = Map.of();
        }
        if (before.filter(of -> of.run().id().equals(next.run().id())).isEmpty()) {
            window = TimeWindow.WHOLE;
        }
        CriticalPath pathBefore = path;
        path = CriticalPath.of(next.jobs(), next.began());
        askWhatIsUsual();
        if (shown && !path.jobs().equals(pathBefore.jobs())) {
            changed();
        }
    }

    /// The line that all bars lie on, as far as it is in sight; empty before a run is shown.
    public Optional<TimeScale> scale(Instant at) {
        return whole(at).map(line -> shown ? window.on(line) : line);
    }

    /// From the beginning of the attempt to its end, in sight or not.
    public Optional<TimeScale> whole(Instant at) {
        return detail.map(of -> {
            TimeScale plain = TimeScale.of(of, at);
            return shown ? plain.with(usualEnd(of), of.ended().isEmpty()) : plain;
        });
    }

    /// Whether it is known when any of its jobs usually runs.
    public boolean knowsUsual() {
        return shown && !usual.isEmpty();
    }

    /// Which part of the line is in sight.
    public TimeWindow window() {
        return window;
    }

    public void show(TimeWindow next) {
        if (!next.equals(window)) {
            window = next;
            changed();
        }
    }

    /// Where on the line it is now, while the attempt is under way and that is in sight; NaN
    /// elsewhere.
    public double now(Instant at) {
        return detail.filter(of -> shown && of.ended().isEmpty() && !of.jobs().isEmpty())
                .flatMap(of -> scale(at))
                .filter(on -> on.shows(on.after(at), on.after(at)))
                .map(on -> on.share(at))
                .orElse(Double.NaN);
    }

    public Optional<UsualJob> usual(JobView job) {
        return shown ? Optional.ofNullable(usual.get(id(job.key(), job.name()))) : Optional.empty();
    }

    /// Of several as one: from the first that usually starts to the last that usually ends.
    public Optional<UsualJob> usual(List<JobView> jobs) {
        List<UsualJob> known = jobs.stream().flatMap(job -> usual(job).stream()).toList();
        if (known.isEmpty()) {
            return Optional.empty();
        }
        Duration start =
                known.stream()
                        .map(UsualJob::start)
                        .min(Comparator.naturalOrder())
                        .orElse(Duration.ZERO);
        Duration end = lastEnd(known);
        return Optional.of(new UsualJob(known.getFirst().key(), "", start, end.minus(start)));
    }

    /// Whether a job is one of those that make the attempt as long as it is.
    public boolean isCritical(JobView job) {
        return shown && path.has(job);
    }

    /// The nodes of the graph that the critical path goes through.
    public Set<String> criticalNodes() {
        return detail.stream()
                .flatMap(of -> of.jobs().stream())
                .filter(path::has)
                .map(NeedsNode::idOf)
                .collect(Collectors.toSet());
    }

    /// How long the critical path is; empty where nothing ran.
    public String pathWords(Instant at) {
        return detail.map(of -> CriticalPath.of(of.jobs(), at).words()).orElse("");
    }

    /// For whoever hears a row: `waited 5 s, ran 0:38, usually 0:40, on the critical path`.
    public String words(JobView job, Instant at) {
        if (!shown || job.kept() || job.times().started() == null) {
            return "";
        }
        StringBuilder words = new StringBuilder();
        JobTimes.waited(job, at)
                .ifPresent(
                        time -> words.append("waited ").append(Durations.words(time)).append(", "));
        JobTimes.ran(job, at)
                .ifPresent(time ->
                        words.append(job.times().finished() == null ? "runs for " : "ran ")
                                .append(Durations.words(time)));
        usual(job).ifPresent(of -> words.append(", usually ").append(Durations.words(of.took())));
        return words.append(isCritical(job) ? ", on the critical path" : "").toString();
    }

    private Duration usualEnd(RunDetail of) {
        // The first attempt only: a rerun keeps what succeeded.
        return of.attempt() == 1 ? lastEnd(List.copyOf(usual.values())) : Duration.ZERO;
    }

    private static Duration lastEnd(List<UsualJob> jobs) {
        return jobs.stream()
                .map(UsualJob::end)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    private void askWhatIsUsual() {
        if (!shown || asked.isPresent() || detail.isEmpty() || detail.get().attempt() != 1) {
            return;
        }
        RunId wanted = detail.get().run().id();
        asked = Optional.of(wanted);
        follower.usual((run, jobs) -> {
            if (asked.filter(run::equals).isPresent()) {
                Map<String, UsualJob> known = new HashMap<>();
                jobs.forEach(job -> known.put(id(job.key(), job.name()), job));
                usual = known;
                changed();
            }
        });
    }

    private static String id(String key, String name) {
        return key + "\n" + name;
    }

    private void changed() {
        changes.set(changes.get() + 1);
    }
}
