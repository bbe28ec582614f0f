package dev.minijenkin.db.log;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.Tx;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A reader's place in the log of one job. A slow reader delays nobody, and a late one sees all.
///
/// The log of a job is what each of its claims wrote, in the order of the claims. Used by one
/// thread.
public final class LogCursor {
    private static final int BEFORE_FIRST = -1;

    private final JobId job;
    private @Nullable LogPart part;
    private int seq = BEFORE_FIRST;

    /// What was left out.
    ///
    /// @param lines how many begin in it
    /// @param insideALine whether it ends inside a line, whose rest follows
    public record Skipped(long lines, boolean insideALine) {
        static final Skipped NOTHING = new Skipped(0, false);
    }

    public LogCursor(JobId job) {
        this.job = job;
    }

    /// One that goes on behind a chunk; from the start on where that claim is none of the job's.
    public static LogCursor behind(Tx tx, JobId job, ClaimId claim, int seq) {
        LogCursor cursor = new LogCursor(job);
        Logs.parts(tx, job).stream()
                .filter(part -> part.claim().equals(claim))
                .findFirst()
                .ifPresent(part -> {
                    cursor.part = part;
                    cursor.seq = seq;
                });
        return cursor;
    }

    /// The chunks that follow, at most `limit`; empty where there are none now. All chunks of one
    /// call are of one claim.
    public List<LogChunk> next(Tx tx, int limit) {
        List<LogChunk> chunks = part == null ? List.of() : read(tx, part, limit);
        while (chunks.isEmpty()) {
            LogPart following = following(tx);
            if (following == null) {
                return List.of();
            }
            if (part != null) {
                // Between the two looks the claim may have written its last and been released: now
                // that another follows, nothing more comes.
                chunks = read(tx, part, limit);
                if (!chunks.isEmpty()) {
                    break;
                }
            }
            part = following;
            seq = BEFORE_FIRST;
            chunks = read(tx, following, limit);
        }
        seq = chunks.getLast().seq();
        return chunks;
    }

    /// Whether it has found a claim to read.
    public boolean begun() {
        return part != null;
    }

    /// Leaves out what lies before the newest chunks of the claim that it reads.
    ///
    /// @param kept how many of them stay
    public Skipped skip(Tx tx, int kept) {
        LogPart from = part;
        if (from == null) {
            return Skipped.NOTHING;
        }
        Optional<Logs.Start> target = Logs.newest(tx, from, seq, kept - 1);
        Optional<Logs.Start> next = Logs.oldest(tx, from, seq);
        if (target.isEmpty() || next.isEmpty()) {
            return Skipped.NOTHING;
        }
        seq = target.get().seq() - 1;
        return new Skipped(target.get().before() - next.get().before(), target.get().insideALine());
    }

    private List<LogChunk> read(Tx tx, LogPart from, int limit) {
        return Logs.read(tx, from, seq, limit);
    }

    /// A claim follows another only once that is released, and nothing is appended after a release.
    private @Nullable LogPart following(Tx tx) {
        long after = part == null ? Long.MIN_VALUE : part.claim().value();
        return Logs.parts(tx, job).stream()
                .filter(next -> next.claim().value() > after)
                .findFirst()
                .orElse(null);
    }
}
