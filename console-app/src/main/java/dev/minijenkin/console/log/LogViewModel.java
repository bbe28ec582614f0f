package dev.minijenkin.console.log;

import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.log.document.LineLevel;
import dev.minijenkin.console.log.document.LogDocument;
import dev.minijenkin.console.log.document.LogPage;
import dev.minijenkin.console.log.document.LogRows;
import dev.minijenkin.console.log.feed.JobFeed;
import dev.minijenkin.console.log.feed.LogBatch;
import dev.minijenkin.console.log.feed.LogFeed;
import dev.minijenkin.console.log.feed.LogSource;
import dev.minijenkin.console.log.feed.RunFeed;
import dev.minijenkin.console.log.feed.RunJobs;
import dev.minijenkin.console.log.feed.RunLines;
import dev.minijenkin.console.run.AttemptOf;
import dev.minijenkin.console.run.RunDetail;
import dev.minijenkin.console.run.RunFollower;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Conclusion;
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
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The log of one job, or of all jobs of a run: reads it on and on, batch by batch. FX thread only.
public final class LogViewModel {
    private static final int LONG = 500_000;
    private static final Logger LOG = LoggerFactory.getLogger(LogViewModel.class);

    private final Background background;
    private final DatabaseClock clock;
    private final RunFollower follower;
    private final LogSource source;
    private final Consumer<String> say;
    private final LogRows rows = new LogRows();
    private final LogFinder finder;
    private final LogHeadings headings;
    private final LogRepetition repetition;
    private final ReadOnlyObjectWrapper<Optional<JobView>> job =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Duration>> usual =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyIntegerWrapper errors = new ReadOnlyIntegerWrapper();
    private final ReadOnlyIntegerWrapper warnings = new ReadOnlyIntegerWrapper();
    private final ReadOnlyLongWrapper bytes = new ReadOnlyLongWrapper();
    private final ReadOnlyIntegerWrapper missed = new ReadOnlyIntegerWrapper();
    private final BooleanProperty follow = new SimpleBooleanProperty();
    private final ObjectProperty<TimeColumn> times =
            new SimpleObjectProperty<>(TimeColumn.SINCE_START);
    private final BooleanProperty wrap = new SimpleBooleanProperty();
    private final ReadOnlyBooleanWrapper whole = new ReadOnlyBooleanWrapper();
    private Optional<JobId> jobId = Optional.empty();
    private Optional<RunJobs> runJobs = Optional.empty();
    private Optional<LogFeed> feed = Optional.empty();
    private boolean reading;
    private boolean again;
    private boolean complete;
    // Whether all was read that was there when the log was opened.
    private boolean wholeTold;
    private long opened;

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
        this.repetition = new LogRepetition(rows, background);
        follower.detailProperty().subscribe(detail -> detail.ifPresent(this::detail));
    }

    LogRows rows() {
        return rows;
    }

    /// Search in what is shown.
    LogFinder finder() {
        return finder;
    }

    ReadOnlyObjectProperty<Optional<RunDetail>> detailProperty() {
        return follower.detailProperty();
    }

    ReadOnlyObjectProperty<Optional<JobView>> jobProperty() {
        return job.getReadOnlyProperty();
    }

    ReadOnlyIntegerProperty errorsProperty() {
        return errors.getReadOnlyProperty();
    }

    ReadOnlyIntegerProperty warningsProperty() {
        return warnings.getReadOnlyProperty();
    }

    ReadOnlyLongProperty bytesProperty() {
        return bytes.getReadOnlyProperty();
    }

    /// Lines that came since the person scrolled up.
    ReadOnlyIntegerProperty missedProperty() {
        return missed.getReadOnlyProperty();
    }

    /// Whether the view stays at the end.
    BooleanProperty followProperty() {
        return follow;
    }

    ObjectProperty<TimeColumn> timesProperty() {
        return times;
    }

    /// Whether long lines go on in the next row instead of to the right.
    BooleanProperty wrapProperty() {
        return wrap;
    }

    /// How long the job takes where all goes well; empty where that is not known.
    ReadOnlyObjectProperty<Optional<Duration>> usualProperty() {
        return usual.getReadOnlyProperty();
    }

    /// Whether the lines of all jobs of the run are shown, one among the other.
    ReadOnlyBooleanProperty wholeProperty() {
        return whole.getReadOnlyProperty();
    }

    /// The job that a line, counted from 0, is of.
    Optional<JobView> jobOf(int line) {
        return runJobs.map(jobs -> jobs.job(rows.document().job(line))).or(job::get);
    }

    /// Which of the jobs that are shown together a line is of.
    int indexOfJob(int line) {
        return rows.document().job(line);
    }

    /// Whether more lines may come.
    boolean goesOn() {
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
    void toggleRepetition() {
        repetition.toggle(say);
    }

    private void startOver() {
        jobId = Optional.empty();
        runJobs = Optional.empty();
        feed = Optional.empty();
        complete = false;
        wholeTold = false;
        opened = System.nanoTime();
        rows.clear();
        repetition.clear();
        finder.startOver();
        headings.clear();
        errors.set(0);
        warnings.set(0);
        bytes.set(0);
        missed.set(0);
        usual.set(Optional.empty());
        job.set(Optional.empty());
    }

    private void follow(AttemptOf attempt) {
        follower.follow(attempt, this::readOn);
        follower.detailProperty().get().ifPresent(this::detail);
    }

    public void close() {
        follower.stop();
        feed = Optional.empty();
        jobId = Optional.empty();
        runJobs = Optional.empty();
    }

    ZoneId zone() {
        return clock.zone();
    }

    void foldAll(boolean closed) {
        rows.toggleAll(closed);
    }

    /// First line of a step, from 0; -1 before it began.
    int lineOf(StepView step) {
        return headings.lineOf(step);
    }

    /// Writes the whole log to a file, off the FX thread.
    void save(Path file) {
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

    /// Line of the first error at or after one, from 0; -1 where there is none.
    int nextError(int from) {
        LogDocument document = rows.document();
        for (int line = Math.max(0, from); line < document.size(); line++) {
            if (document.level(line) == LineLevel.ERROR) {
                return line;
            }
        }
        return -1;
    }

    /// Whether all that there is for now has been read.
    boolean complete() {
        return complete;
    }

    /// Where a job that failed is looked at first: its first error in the step that failed, else
    /// the end of that step, counted from 0; -1 where the job did not fail or wrote nothing.
    int failureLine() {
        int size = rows.document().size();
        Optional<JobView> failed = job.get().filter(RunDetail::failed);
        if (failed.isEmpty() || size == 0) {
            return -1;
        }
        int from = 0;
        int end = size;
        boolean found = false;
        for (StepView step : failed.get().steps()) {
            int line = lineOf(step);
            if (found && line > from) {
                end = line;
                break;
            }
            if (!found
                    && line >= 0
                    && (step.conclusion() == Conclusion.FAILURE
                            || step.conclusion() == Conclusion.TIMED_OUT)) {
                from = line;
                found = true;
            }
        }
        int error = nextError(from);
        return error >= 0 && error < end ? error : end - 1;
    }

    void seen() {
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
        if (feed.isEmpty()) {
            follow.set(detail.run().open());
            feed = Optional.of(new RunFeed(source, jobs::followed));
        }
        readOn();
    }

    private void ofJob(RunDetail detail) {
        Optional<JobView> found = jobId.flatMap(detail::job);
        boolean first = job.get().isEmpty() && found.isPresent();
        job.set(found);
        found.ifPresent(shown -> {
            if (first) {
                follow.set(shown.times().finished() == null);
                feed = Optional.of(new JobFeed(source.open(shown.log().job())));
            }
            readOn();
            headings.show(shown);
        });
    }

    private void readOn() {
        feed.ifPresent(from -> {
            if (reading) {
                again = true;
                return;
            }
            reading = true;
            background.read(from::next, batch -> arrived(from, batch), error -> reading = false);
        });
    }

    private void arrived(LogFeed from, LogBatch batch) {
        reading = false;
        if (feed.filter(from::equals).isEmpty()) {
            readOn();
            return;
        }
        complete = batch.whole();
        int before = rows.document().size();
        rows.append(batch.pages(), batch.unfinished(), headings.groups(batch));
        count(batch.pages());
        if (!follow.get()) {
            missed.set(missed.get() + rows.document().size() - before);
        }
        job.get().ifPresent(headings::show);
        // Last, because it tells the view that all of it is there.
        bytes.set(bytes.get() + batch.bytes());
        if (batch.whole() && !wholeTold) {
            wholeTold = true;
            LOG.info(
                    "The log is there: {} lines after {} ms",
                    rows.document().size(),
                    Duration.ofNanos(System.nanoTime() - opened).toMillis());
            if (rows.document().size() > LONG) {
                // What was needed to read so much goes back to the desktop now, not at some time.
                background.read(
                        () -> {
                            System.gc();
                            return true;
                        },
                        done -> {});
            }
        }
        if (!batch.whole() || again) {
            again = false;
            readOn();
        }
    }

    private void count(List<LogPage> pages) {
        int newErrors = 0;
        int newWarnings = 0;
        for (LogPage page : pages) {
            for (int line = 0; line < page.size(); line++) {
                switch (page.level(line)) {
                    case ERROR -> newErrors++;
                    case WARNING -> newWarnings++;
                    case PLAIN -> {}
                }
            }
        }
        errors.set(errors.get() + newErrors);
        warnings.set(warnings.get() + newWarnings);
    }
}
