package dev.minijenkin.console.log.feed;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.log.LogLines;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/// The lines of all jobs of a run in the order of their times. What a runner sends late, a moment
/// after a line of another one that is younger, stands where it came: nothing that is on the screen
/// moves. Used by one worker at a time.
public final class RunLines {
    /// Chunks that are kept ready of all jobs together.
    private static final int CHUNKS = 256;

    private final LogSource source;
    private final List<OfJob> jobs = new ArrayList<>();

    /// A line of a job.
    ///
    /// @param job index in the list of jobs, as they were given
    /// @param number of the line in the log of its job, from 1
    public record Line(int job, int number, long time, byte[] bytes, long more) {}

    public RunLines(LogSource source) {
        this.source = source;
    }

    /// Which jobs there are by now. Each keeps its place; new ones come behind.
    ///
    /// @param ended whether no line of the job can come any more
    public record Followed(JobId job, boolean ended) {}

    public void follow(List<Followed> followed) {
        for (int i = 0; i < followed.size(); i++) {
            if (i == jobs.size()) {
                jobs.add(new OfJob(i, new JobLines(source.open(followed.get(i).job()))));
            }
            jobs.get(i).ended = followed.get(i).ended();
        }
    }

    /// Passes on the next lines.
    ///
    /// @param limit lines, about
    /// @return how many bytes were read, and whether nothing is left for now
    public JobLines.Reading next(int limit, Consumer<Line> sink) {
        jobs.forEach(job -> job.drained = job.over);
        PriorityQueue<OfJob> heads = new PriorityQueue<>(Comparator.comparingLong(OfJob::headTime));
        long bytes = 0;
        for (OfJob job : jobs) {
            bytes += fill(job, heads);
        }
        for (int passed = 0; passed < limit && !heads.isEmpty(); passed++) {
            OfJob first = heads.poll();
            sink.accept(first.waiting.removeFirst());
            bytes += fill(first, heads);
        }
        return new JobLines.Reading(bytes, heads.isEmpty(), Optional.empty());
    }

    private long fill(OfJob job, PriorityQueue<OfJob> heads) {
        long bytes = 0;
        while (job.waiting.isEmpty() && !job.drained) {
            boolean endedBefore = job.ended;
            JobLines.Reading reading = job.lines.read(Math.max(1, CHUNKS / jobs.size()), job);
            bytes += reading.bytes();
            job.drained = reading.whole();
            if (reading.whole() && endedBefore) {
                job.lines.endOpenLine(job);
                job.over = true;
            }
        }
        if (!job.waiting.isEmpty()) {
            heads.add(job);
        }
        return bytes;
    }

    private static final class OfJob implements LogLines.Sink {
        private final int index;
        private final JobLines lines;
        private final Deque<Line> waiting = new ArrayDeque<>();
        private int count;
        private boolean drained;
        private boolean ended;
        private boolean over;

        private OfJob(int index, JobLines lines) {
            this.index = index;
            this.lines = lines;
        }

        private long headTime() {
            return waiting.getFirst().time();
        }

        @Override
        public void line(Instant at, byte[] bytes, long more) {
            count++;
            waiting.addLast(new Line(index, count, at.toEpochMilli(), bytes, more));
        }
    }
}
