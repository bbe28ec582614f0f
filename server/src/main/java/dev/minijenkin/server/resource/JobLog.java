package dev.minijenkin.server.resource;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.log.LogText;
import dev.minijenkin.db.view.api.job.ApiJob;
import dev.minijenkin.server.api.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The log of a job as a text: read a few chunks at a time, so that a gigabyte costs no memory.
final class JobLog {
    private static final int CHUNKS_AT_ONCE = 16;
    private static final String PLAIN = "text/plain; charset=utf-8";

    private final Database database;
    private final ApiJob job;

    JobLog(Database database, ApiJob job) {
        this.database = database;
        this.job = job;
    }

    /// The job that wrote the log of another: itself, but for a result that was taken over.
    static JobId jobOf(ApiJob job) {
        Long reused = job.reusedJobId();
        return new JobId(reused == null ? job.id() : reused);
    }

    /// @param range as the header says it
    Answer answer(Optional<String> range, boolean download) {
        LogText text = database.transaction(tx -> LogText.of(tx, jobOf(job)));
        Map<String, String> headers = new HashMap<>();
        if (download) {
            headers.put(
                    "Content-Disposition",
                    "attachment; filename=\"job-%d.log\"".formatted(job.id()));
        }
        @Nullable String tag =
                job.state().equals("finished")
                        ? "\"%d-%d\"".formatted(job.id(), text.length())
                        : null;
        return new InParts(PLAIN, text.length(), tag, headers, "The log")
                .answer(range, (part, out) -> write(text, part, out));
    }

    private void write(LogText text, ByteRange range, OutputStream out) throws IOException {
        int chunk = firstWithin(text, range);
        while (chunk < text.chunks().size() && text.chunks().get(chunk).offset() <= range.last()) {
            int from = chunk;
            List<byte[]> read = database.statement(tx -> text.read(tx, from, CHUNKS_AT_ONCE));
            if (read.isEmpty()) {
                throw new IOException("The log was deleted while it was read");
            }
            for (byte[] bytes : read) {
                LogText.Place place = text.chunks().get(chunk++);
                long begin = Math.max(0, range.first() - place.offset());
                long end = Math.min(bytes.length, range.last() + 1 - place.offset());
                if (end > begin) {
                    out.write(bytes, (int) begin, (int) (end - begin));
                }
            }
        }
    }

    private static int firstWithin(LogText text, ByteRange range) {
        int low = 0;
        int high = text.chunks().size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (text.chunks().get(middle).end() <= range.first()) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
