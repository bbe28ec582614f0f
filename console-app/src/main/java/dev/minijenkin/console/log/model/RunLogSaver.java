package dev.minijenkin.console.log.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.minijenkin.console.log.ansi.AnsiState;
import dev.minijenkin.console.log.feed.LogSource;
import dev.minijenkin.console.log.feed.RunLines;
import dev.minijenkin.db.log.LogLine;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// Writes the logs of all jobs of a run to one file as text, as they are shown: each line begins
/// with the name of its job. Runs on a worker.
final class RunLogSaver {
    private static final int LINES = 10_000;

    private final OutputStream out;
    private final List<String> names;
    private final List<AnsiState> terminals;
    private long count;

    private RunLogSaver(OutputStream out, List<String> names) {
        this.out = out;
        this.names = names;
        this.terminals = names.stream().map(name -> new AnsiState()).toList();
    }

    /// How many lines were written.
    ///
    /// @param names of the jobs, in the order of `jobs`
    static long save(
            LogSource source, List<RunLines.Followed> jobs, List<String> names, Path file) {
        RunLines lines = new RunLines(source);
        // What is there now is saved: a line that is open ends here.
        lines.follow(jobs.stream().map(job -> new RunLines.Followed(job.job(), true)).toList());
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            RunLogSaver saver = new RunLogSaver(out, names);
            while (!lines.next(LINES, saver::write).whole()) {
                // On with the next ones.
            }
            return saver.count;
        } catch (IOException e) {
            throw new UncheckedIOException("The log could not be saved: " + e.getMessage(), e);
        }
    }

    private void write(RunLines.Line line) {
        LogLine whole = new LogLine(Instant.ofEpochMilli(line.time()), line.bytes(), true);
        try {
            out.write((names.get(line.job()) + " | ").getBytes(UTF_8));
            count += LogSaver.write(out, terminals.get(line.job()), whole);
        } catch (IOException e) {
            throw new UncheckedIOException("The log could not be saved: " + e.getMessage(), e);
        }
    }
}
