package dev.minijenkin.stress.reliability;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.log.LogChunk;
import dev.minijenkin.db.log.LogCursor;
import dev.minijenkin.db.log.LogLines;
import dev.minijenkin.stress.bench.BenchDatabase;
import dev.minijenkin.stress.bench.Clients;
import dev.minijenkin.stress.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Whether each job of [MarkedJobs] was carried out, told and logged as is promised.
final class WorkerCheck {
    private static final int READERS = 4;
    private static final int PAGE = 1_000;
    private static final int EXAMPLES = 5;
    private static final Pattern LINE = Pattern.compile("(\\d+) ((\\d+)\\.\\S+)");

    private final BenchDatabase bench;
    private final MarkedJobs marks;
    private final int lines;
    private final Map<String, Long> runs;
    private final Map<String, Long> winners;
    private final Queue<String> unwhole = new ConcurrentLinkedQueue<>();
    private final AtomicLong torn = new AtomicLong();
    private final AtomicLong mixed = new AtomicLong();
    private final AtomicLong unmarked = new AtomicLong();

    /// What one claim of a job printed.
    private record Printed(long claim, List<Matcher> lines) {}

    private WorkerCheck(BenchDatabase bench, MarkedJobs marks, int lines) {
        this.bench = bench;
        this.marks = marks;
        this.lines = lines;
        this.runs = bench.byName("select id::text, run_id from jobs");
        this.winners =
                bench.byName("select job_id::text, id from claims where outcome = 'finished'");
    }

    /// @param lines that each job prints
    static void check(BenchDatabase bench, Path marks, int lines, Report report)
            throws IOException, InterruptedException {
        WorkerCheck check = new WorkerCheck(bench, MarkedJobs.read(marks), lines);
        check.rows(report);
        check.logs(report);
    }

    private void rows(Report report) {
        report.check(
                "each job ended, and well",
                bench.count(
                        "select count(*) from jobs where state <> 'finished' or conclusion is distinct from 'success'"),
                "jobs were lost, or ended otherwise");
        report.check(
                "each run ended, and well",
                bench.count(
                        "select count(*) from pipeline_runs where conclusion is distinct from 'success'"),
                "runs did not succeed");
        report.check(
                "each job has the result of exactly one claim",
                bench.count(
                        """
                        select count(*) from jobs j
                        where (select count(*) from claims c where c.job_id = j.id and c.outcome = 'finished') <> 1
                        """),
                "jobs have the result of none or of several claims");
        report.check(
                "no claim lives on",
                bench.count("select count(*) from claims where released_at is null"),
                "claims are live");
        report.check(
                "the queue is empty", bench.count("select count(*) from queue"), "jobs are queued");
        report.figure("claims_count", (double) bench.count("select count(*) from claims"));
        report.figure(
                "claims_lost_count",
                (double) bench.count("select count(*) from claims where outcome = 'runner_lost'"));
        report.figure(
                "claims_unacknowledged_count",
                (double)
                        bench.count(
                                "select count(*) from claims where outcome = 'unacknowledged'"));
        report.figure(
                "claims_returned_count",
                (double) bench.count("select count(*) from claims where outcome = 'returned'"));
        report.figure(
                "most_claims_of_a_job_count",
                (double)
                        bench.count(
                                "select max(n) from (select count(*) n from claims group by job_id) c"));
        report.figure("processes_begun_count", marks.begun().size());
        report.figure("processes_ended_by_themselves_count", marks.ended().size());
    }

    private void logs(Report report) throws InterruptedException {
        List<Long> jobs = runs.keySet().stream().map(Long::valueOf).sorted().toList();
        Clients.together(
                READERS,
                reader -> {
                    int read = 0;
                    for (int job = reader; job < jobs.size(); job += READERS) {
                        log(jobs.get(job));
                        read++;
                    }
                    return read;
                });
        report.check(
                "the log of each job is whole and in order under the claim that counts",
                unwhole.size(),
                "logs are not whole under the claim that counts: "
                        + unwhole.stream().limit(EXAMPLES).collect(Collectors.joining("; ")));
        report.check(
                "what a lost claim left is the begin of its log, without a gap",
                torn.get(),
                "logs of lost claims have a gap, or lines twice");
        report.check(
                "no log has a line of another claim or job",
                mixed.get(),
                "logs have lines of another claim or job");
        report.check(
                "whose result counts came to its end on the host",
                unmarked.get(),
                "results are of processes that never came to their end");
    }

    private void log(long job) {
        String run = String.valueOf(runs.get(Long.toString(job)));
        long winner = winners.getOrDefault(Long.toString(job), 0L);
        Set<String> words = new HashSet<>();
        String found = "nothing of claim " + winner;
        boolean whole = false;
        for (Printed printed : printed(job)) {
            Set<String> own = new HashSet<>();
            boolean counted = true;
            for (int i = 0; i < printed.lines().size(); i++) {
                Matcher line = printed.lines().get(i);
                counted &= Integer.parseInt(line.group(1)) == i + 1;
                own.add(line.group(2));
                mixed.addAndGet(line.group(3).equals(run) ? 0 : 1);
            }
            if (own.size() > 1 || !own.stream().allMatch(words::add)) {
                mixed.incrementAndGet();
            }
            if (printed.claim() == winner) {
                whole = counted && printed.lines().size() == lines;
                found =
                        "%d lines%s of claim %d"
                                .formatted(
                                        printed.lines().size(),
                                        counted ? "" : " with gaps",
                                        winner);
                unmarked.addAndGet(marks.ended().containsAll(own) ? 0 : 1);
            } else if (!counted) {
                torn.incrementAndGet();
            }
        }
        if (!whole) {
            unwhole.add("job %d has %s".formatted(job, found));
        }
    }

    /// As readers are shown it.
    private List<Printed> printed(long job) {
        LogCursor cursor = new LogCursor(new JobId(job));
        LogLines whole = new LogLines();
        Gathered gathered = new Gathered();
        for (List<LogChunk> chunks = next(cursor); !chunks.isEmpty(); chunks = next(cursor)) {
            for (LogChunk chunk : chunks) {
                gathered.claim = chunk.claim().value();
                whole.take(chunk, gathered);
            }
        }
        whole.end(gathered);
        return gathered.all;
    }

    private List<LogChunk> next(LogCursor cursor) {
        return bench.database().statement(tx -> cursor.next(tx, PAGE));
    }

    private static final class Gathered implements LogLines.Sink {
        private final List<Printed> all = new ArrayList<>();
        private long claim;

        @Override
        public void claimed() {
            all.add(new Printed(claim, new ArrayList<>()));
        }

        @Override
        public void line(Instant at, byte[] bytes, long more) {
            Matcher line = LINE.matcher(new String(bytes, UTF_8));
            if (line.matches()) {
                all.getLast().lines().add(line);
            }
        }
    }
}
