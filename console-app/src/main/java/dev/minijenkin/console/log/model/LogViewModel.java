package dev.minijenkin.console.log.model;

import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.log.document.LogFold;
import dev.minijenkin.console.log.document.LogRows;
import dev.minijenkin.console.log.feed.JobFeed;
import dev.minijenkin.console.log.feed.LogBatch;
import dev.minijenkin.console.log.feed.LogSource;
import dev.minijenkin.console.log.feed.RunFeed;
import dev.minijenkin.console.log.feed.RunJobs;
import dev.minijenkin.console.log.feed.RunLines;
import dev.minijenkin.console.run.detail.AttemptOf;
import dev.minijenkin.console.run.detail.RunDetail;
import dev.minijenkin.console.run.detail.RunFollower;
import dev.minijenkin.console.run.detail.RunKnown;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.view.run.JobView;
import dev.minijenkin.db.view.run.StepView;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

/// The log of one job, or of all jobs of a run: reads it on and on, batch by batch. FX thread only.
public final class LogViewModel {
    private static final int LONG = 500_000;
    private static final int MANY = 50_000;
    private static final Duration PAUSE = Duration.ofMillis(400);

    private final Background background;
    private final LogReading reading;
    private final DatabaseClock clock;
    private final RunFollower follower;
    private final LogSource source;
    private final Consumer<String> say;
    private final LogRows rows = new LogRows();
    private final LogFinder finder;
    private final LogHeadings headings;
    private final LogErrors errors;
    private final LogRepetition repetition;
    private final LogOpening opening = new LogOpening();
    private final ReadOnlyObjectWrapper<Optional<JobView>> job =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Duration>> usual =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyLongWrapper bytes = new ReadOnlyLongWrapper();
    private final ReadOnlyIntegerWrapper glimpses = new ReadOnlyIntegerWrapper();
    private final ReadOnlyIntegerWrapper missed = new ReadOnlyIntegerWrapper();
    private final BooleanProperty follow = new SimpleBooleanProperty();
    private final ObjectProperty<TimeColumn> times =
            new SimpleObjectProperty<>(TimeColumn.SINCE_START);
    private final BooleanProperty wrap = new SimpleBooleanProperty();
    private final ReadOnlyBooleanWrapper whole = new ReadOnlyBooleanWrapper();
    private Optional<JobId> jobId = Optional.empty();
    private Optional<RunJobs> runJobs = Optional.empty();
    private Consumer<Runnable> keepPlace = Runnable::run;

    public LogViewModel(
            Background background,
            DatabaseClock clock,
            RunFollower follower,
            LogSource source,
            Consumer<String> say) {
        this.background = background;
        this.clock = clock;
        this.follower = follower;
        this.source = source;
        this.say = say;
        this.finder = new LogFinder(background, rows);
        this.headings = new LogHeadings(rows, clock);
        this.errors = new LogErrors(rows.document(), headings);
        this.reading = new LogReading(background, this::arrived, this::peeked, this::pause);
        rows.document().onMissing(reading::want);
        this.repetition = new LogRepetition(rows, background);
        follower.detailProperty().subscribe(detail -> detail.ifPresent(this::detail));
    }

    public LogRows rows() {
        return rows;
    }

    /// Search in what is shown.
    public LogFinder finder() {
        return finder;
    }

    public ReadOnlyObjectProperty<Optional<RunDetail>> detailProperty() {
        return follower.detailProperty();
    }

    /// Whether there is such a run. The detail is up to date when it changes.
    public ReadOnlyObjectProperty<RunKnown> knownProperty() {
        return follower.knownProperty();
    }

    /// Why its lines could not be read the last time, in one sentence; empty where they could.
    public ReadOnlyStringProperty problemProperty() {
        return reading.problemProperty();
    }

    /// Asks once more for what could not be read.
    public void again() {
        if (follower.knownProperty().get() instanceof RunKnown.There) {
            reading.readOn();
        } else {
            follower.again();
        }
    }

    public ReadOnlyObjectProperty<Optional<JobView>> jobProperty() {
        return job.getReadOnlyProperty();
    }

    public LogErrors errors() {
        return errors;
    }

    public ReadOnlyLongProperty bytesProperty() {
        return bytes.getReadOnlyProperty();
    }

    /// Changes whenever words have come for lines whose rows are there already.
    public ReadOnlyIntegerProperty glimpsesProperty() {
        return glimpses.getReadOnlyProperty();
    }

    /// Has rows changed by whoever keeps what is in sight.
    ///
    /// @param keeping does what changes rows above those in sight, and keeps these where they are
    public void onRowsChange(Consumer<Runnable> keeping) {
        keepPlace = keeping;
    }

    /// Lines that came since the person scrolled up.
    public ReadOnlyIntegerProperty missedProperty() {
        return missed.getReadOnlyProperty();
    }

    /// Whether the view stays at the end.
    public BooleanProperty followProperty() {
        return follow;
    }

    public ObjectProperty<TimeColumn> timesProperty() {
        return times;
    }

    /// Whether long lines go on in the next row instead of to the right.
    public BooleanProperty wrapProperty() {
        return wrap;
    }

    /// How long the job takes where all goes well; empty where that is not known.
    public ReadOnlyObjectProperty<Optional<Duration>> usualProperty() {
        return usual.getReadOnlyProperty();
    }

    /// Whether the lines of all jobs of the run are shown, one among the other.
    public ReadOnlyBooleanProperty wholeProperty() {
        return whole.getReadOnlyProperty();
    }

    /// The job that a line, counted from 0, is of.
    public Optional<JobView> jobOf(int line) {
        return runJobs.map(jobs -> jobs.job(rows.document().job(line))).or(job::get);
    }

    /// Which of the jobs that are shown together a line is of.
    public int indexOfJob(int line) {
        return rows.document().job(line);
    }

    /// Whether more lines may come.
    public boolean goesOn() {
        return whole.get()
                ? follower.detailProperty().get().filter(of -> of.run().open()).isPresent()
                : job.get().filter(of -> of.times().finished() == null).isPresent();
    }

    /// Shows the log of a job from its start; follows it where it still runs.
    public void open(RunId run, JobId next) {
        startOver();
        jobId = Optional.of(next);
        whole.set(false);
        follow(new AttemptOf.WithJob(run, next));
        background.read(
                () -> source.usual(next),
                known -> {
                    if (jobId.filter(next::equals).isPresent()) {
                        usual.set(known);
                    }
                });
    }

    /// Shows the logs of all jobs of a run by time.
    public void openWhole(RunId run) {
        startOver();
        runJobs = Optional.of(new RunJobs());
        whole.set(true);
        follow(new AttemptOf.Current(run));
    }

    /// Folds what repeats, or unfolds it.
    public void toggleRepetition() {
        repetition.toggle(say);
    }

    private void startOver() {
        jobId = Optional.empty();
        runJobs = Optional.empty();
        reading.end();
        opening.begin();
        rows.clear();
        repetition.clear();
        finder.startOver();
        headings.clear();
        errors.clear();
        bytes.set(0);
        missed.set(0);
        usual.set(Optional.empty());
        job.set(Optional.empty());
    }

    private void follow(AttemptOf attempt) {
        follower.follow(attempt, reading::readOn);
        follower.detailProperty().get().ifPresent(this::detail);
    }

    public void close() {
        follower.stop();
        reading.end();
        jobId = Optional.empty();
        runJobs = Optional.empty();
    }

    public ZoneId zone() {
        return clock.zone();
    }

    public void foldAll(boolean closed) {
        rows.toggleAll(closed);
    }

    /// First line of a step, from 0; -1 before it began.
    public int lineOf(StepView step) {
        return headings.lineOf(step);
    }

    /// Writes the whole log to a file, off the FX thread.
    public void save(Path file) {
        runJobs.ifPresent(jobs -> {
            List<String> names = jobs.names();
            List<RunLines.Followed> followed = jobs.followed();
            save(() -> RunLogSaver.save(source, followed, names, file), file);
        });
        job.get()
                .ifPresent(shown ->
                        save(() -> LogSaver.save(source.open(shown.log().job()), file), file));
    }

    private void save(Supplier<Long> saving, Path file) {
        background.read(
                saving,
                lines ->
                        say.accept(
                                "%,d %s saved as %s"
                                        .formatted(lines, lines == 1 ? "line" : "lines", file)),
                error -> say.accept(String.valueOf(error.getMessage())));
    }

    /// Whether all that there is for now has been read.
    public ReadOnlyBooleanProperty completeProperty() {
        return reading.completeProperty();
    }

    /// Where a job that failed is looked at first, counted from 0; -1 where it did not fail or
    /// wrote nothing.
    public int failureLine() {
        return job.get().filter(RunDetail::failed).map(errors::firstOf).orElse(-1);
    }

    /// Whether it is known that the job failed.
    public boolean failed() {
        return job.get().filter(RunDetail::failed).isPresent();
    }

    public void seen() {
        missed.set(0);
    }

    private void detail(RunDetail detail) {
        runJobs.ifPresent(jobs -> wholeRun(jobs, detail));
        if (jobId.isPresent()) {
            ofJob(detail);
        }
    }

    private void wholeRun(RunJobs jobs, RunDetail detail) {
        jobs.update(detail);
        if (!reading.hasBegun()) {
            follow.set(detail.run().open());
            reading.begin(new RunFeed(source, jobs::followed));
        }
        reading.readOn();
    }

    private void ofJob(RunDetail detail) {
        Optional<JobView> found = jobId.flatMap(detail::job);
        boolean first = job.get().isEmpty() && found.isPresent();
        job.set(found);
        found.ifPresent(shown -> {
            if (first) {
                follow.set(shown.times().finished() == null);
                reading.begin(new JobFeed(source, shown.log().job()));
            }
            reading.readOn();
            headings.show(shown);
        });
    }

    private void arrived(LogBatch batch) {
        int before = rows.document().size();
        boolean known = rows.document().hasAhead();
        List<LogFold> groups = headings.groups(batch);
        if (known && !groups.isEmpty() && !follow.get()) {
            keepPlace.accept(() -> append(batch, groups));
        } else {
            append(batch, groups);
        }
        errors.count(batch.pages());
        if (!follow.get()) {
            missed.set(missed.get() + rows.document().size() - before);
        }
        job.get().ifPresent(headings::show);
        if (known) {
            glimpses.set(glimpses.get() + 1);
        }
        // Last, because it tells the view that lines have come.
        bytes.set(bytes.get() + batch.bytes());
        opened(batch);
    }

    private void append(LogBatch batch, List<LogFold> groups) {
        rows.append(batch.pages(), batch.unfinished(), groups, batch.ahead());
        batch.peeked().ifPresent(of -> rows.document().fetched(of.place(), of.page()));
        if (batch.whole()) {
            rows.endAhead();
        }
    }

    /// Lines that come to a list of JavaFX cost what all of its rows do: a long one takes them in a
    /// few times a second.
    private Duration pause() {
        return rows.size() > MANY ? PAUSE : Duration.ZERO;
    }

    private void peeked(LogBatch.Peeked chunk) {
        rows.document().fetched(chunk.place(), chunk.page());
        glimpses.set(glimpses.get() + 1);
    }

    private void opened(LogBatch batch) {
        int lines = rows.document().size();
        if (opening.came(lines, batch.whole()) && lines > LONG) {
            // What was needed to read so much goes back to the desktop now, not at some time.
            background.read(
                    () -> {
                        System.gc();
                        return true;
                    },
                    done -> {});
        }
    }
}
