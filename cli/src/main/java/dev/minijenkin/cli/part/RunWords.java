package dev.minijenkin.cli.part;

import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.view.runs.RunView;
import java.time.Duration;

/// How runs are spoken of on the command line.
public final class RunWords {
    private RunWords() {}

    public static String state(RunView run) {
        Conclusion conclusion = run.status().conclusion();
        return conclusion == null ? EnumWords.of(run.status().state()) : EnumWords.of(conclusion);
    }

    /// `0.8 s`, `42 s`, `5:27`, `1:04:09`.
    public static String duration(Duration duration) {
        if (duration.toSeconds() < 10) {
            return "%.1f s".formatted(duration.toMillis() / 1000.0);
        }
        if (duration.toMinutes() < 1) {
            return duration.toSeconds() + " s";
        }
        if (duration.toHours() < 1) {
            return "%d:%02d".formatted(duration.toMinutes(), duration.toSecondsPart());
        }
        return "%d:%02d:%02d"
                .formatted(duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart());
    }
}
