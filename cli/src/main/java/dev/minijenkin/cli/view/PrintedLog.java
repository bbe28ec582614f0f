package dev.minijenkin.cli.view;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.log.LogChunk;
import dev.minijenkin.db.log.LogChunkCodec;
import dev.minijenkin.db.log.LogCursor;
import dev.minijenkin.db.run.job.JobState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How far the log of one job is printed. Not thread-safe.
final class PrintedLog {
    // Chunks of a page: few where they come one by one, many where there is much to catch up with.
    private static final int SMALLEST_PAGE = 8;
    private static final int LARGEST_PAGE = 256;

    /// Chunks that are shown behind what was left out: more than a screen.
    private static final int SHOWN_AFTER_SKIP = 4;

    private final LogCursor cursor;
    private final LogOutput.Log output;
    private @Nullable ClaimId claim;
    private int page = SMALLEST_PAGE;
    private boolean looked;
    private boolean over;
    private boolean inLeftOutLine;

    PrintedLog(JobId job, LogOutput.Log output) {
        this.cursor = new LogCursor(job);
        this.output = output;
    }

    /// Whether something may be there that was not read.
    ///
    /// @param state of the job, as of before
    boolean mayGoOn(JobState state) {
        return !over && (!looked || cursor.begun() || state.compareTo(JobState.CLAIMED) >= 0);
    }

    /// Prints the next page; false where there is nothing now.
    boolean printPage(Tx tx) {
        looked = true;
        List<LogChunk> chunks = cursor.next(tx, page);
        for (LogChunk chunk : chunks) {
            if (!chunk.claim().equals(claim)) {
                // Nobody goes on with what another claim left open.
                output.finish();
                claim = chunk.claim();
                inLeftOutLine = false;
            }
            LogChunkCodec.read(chunk.firstAt(), chunk.body(), this::print);
        }
        page = chunks.size() == page ? Math.min(2 * page, LARGEST_PAGE) : SMALLEST_PAGE;
        return !chunks.isEmpty();
    }

    private void print(long at, byte[] raw, int from, int length, boolean complete) {
        if (inLeftOutLine) {
            inLeftOutLine = !complete;
        } else {
            output.piece(raw, from, length, complete);
        }
    }

    /// Whether its last page was full, and more than that is there.
    boolean isBehind() {
        return page > SMALLEST_PAGE;
    }

    /// Leaves out all but the newest.
    ///
    /// @param whereTheyAre what is left out, for a person
    void skip(Tx tx, String whereTheyAre) {
        LogCursor.Skipped skipped = cursor.skip(tx, SHOWN_AFTER_SKIP);
        if (skipped.lines() > 0) {
            output.leaveOut(skipped.lines(), whereTheyAre);
            inLeftOutLine = skipped.insideALine();
        }
    }

    void grow() {
        output.grow();
    }

    /// Nothing more comes: ends a line that stayed open.
    void end() {
        if (!over) {
            over = true;
            output.finish();
        }
    }
}
