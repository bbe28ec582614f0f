package dev.minijenkin.console.log.model;

import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.live.Latest;
import dev.minijenkin.console.log.document.LogFold;
import dev.minijenkin.console.log.document.LogPage;
import dev.minijenkin.console.log.document.LogRows;
import dev.minijenkin.console.log.repeat.Repetition;
import dev.minijenkin.console.log.repeat.Repetitions;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// Folds what repeats in a log, and unfolds it. What comes later is folded when it is asked for
/// again. FX thread only.
final class LogRepetition {
    private final LogRows rows;
    private final Latest<List<Repetition>> latest;
    private List<LogFold> folded = List.of();

    LogRepetition(LogRows rows, Background background) {
        this.rows = rows;
        this.latest = new Latest<>(background, Duration.ZERO);
    }

    /// Another log.
    void clear() {
        latest.cancel();
        folded = List.of();
    }

    /// @param say tells the person one sentence
    void toggle(Consumer<String> say) {
        if (!folded.isEmpty()) {
            rows.removeAll(folded);
            folded = List.of();
            return;
        }
        List<LogPage> pages = rows.document().pages();
        latest.ask(
                unwanted -> Repetitions.in(pages, unwanted),
                found -> {
                    if (found.isEmpty()) {
                        say.accept("Nothing repeats");
                        return;
                    }
                    folded = found.stream().map(LogRepetition::fold).toList();
                    rows.addAll(folded);
                    say.accept(
                            "%s folded; D unfolds"
                                    .formatted(
                                            LogWords.counted(
                                                    found.stream()
                                                            .mapToInt(of -> of.end() - of.first())
                                                            .sum(),
                                                    "line")));
                });
    }

    private static LogFold fold(Repetition of) {
        return LogFold.closed(
                of.first(), of.end(), of.title(), LogWords.counted(of.end() - of.first(), "line"));
    }
}
