package dev.minijenkin.console.log.model;

import dev.minijenkin.db.view.run.JobView;

/// What the log view says in words.
public final class LogWords {
    private LogWords() {}

    /// `1 error`, `14 errors`.
    public static String counted(int count, String noun) {
        return "%,d %s%s".formatted(count, noun, count == 1 ? "" : "s");
    }

    /// `27 kB`.
    public static String size(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        return bytes < 1_000_000
                ? "%d kB".formatted(bytes / 1000)
                : "%.1f MB".formatted(bytes / 1_000_000.0);
    }

    /// Why a job has no line.
    public static String nothingYet(JobView job) {
        return switch (job.status().state()) {
            case BLOCKED -> "Waits for " + String.join(", ", job.needs());
            case QUEUED -> "Waits for a runner with " + String.join(", ", job.placement().labels());
            case WAITING, CLAIMED, RUNNING -> "No line yet";
            case FINISHED -> "This job wrote no log";
        };
    }
}
