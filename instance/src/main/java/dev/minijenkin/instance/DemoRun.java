package dev.minijenkin.instance;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.view.runs.RunCriterion;
import dev.minijenkin.db.view.runs.RunView;
import dev.minijenkin.db.view.runs.RunViews;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// Watches the run of the commit that was pushed to the demo, and says how it ended.
public final class DemoRun implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);

    private final Thread thread;

    private DemoRun(Thread thread) {
        this.thread = thread;
    }

    /// Begins to watch.
    ///
    /// @param ended gets the sentence, on a thread of its own
    public static DemoRun watch(Database database, String commit, Consumer<String> ended) {
        return new DemoRun(
                Thread.ofVirtual()
                        .name("demo-run")
                        .start(() -> {
                            try {
                                ended.accept(awaitEnd(database, commit));
                            } catch (InterruptedException _) {
                                // Stopped before the run ended.
                            }
                        }));
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static String awaitEnd(Database database, String commit) throws InterruptedException {
        List<RunCriterion> ofCommit = List.of(new RunCriterion.TextContains(commit));
        while (true) {
            Thread.sleep(POLL);
            for (RunView run : database.statement(tx -> RunViews.page(tx, ofCommit, null, 1))) {
                Conclusion conclusion = run.status().conclusion();
                if (conclusion != null) {
                    return sentence(run.id(), run.pipeline().title(), conclusion);
                }
            }
        }
    }

    private static String sentence(RunId run, String title, Conclusion conclusion) {
        String state =
                conclusion == Conclusion.SUCCESS
                        ? "is green"
                        : "ended with " + EnumWords.of(conclusion);
        return "Run " + run.value() + " of " + title + " " + state;
    }
}
