package dev.minijenkin.console.runners;

import dev.minijenkin.db.view.runner.RunnerView;
import java.util.function.Predicate;

/// Kinds of runners that can be shown alone.
enum RunnerKind {
    BUSY("Busy", runner -> runner.slots().busy() > 0),
    IDLE("Idle", runner -> runner.takesJobs() && runner.slots().busy() == 0),
    DRAINING("Draining", runner -> runner.draining().isPresent()),
    SILENT("Silent", runner -> !runner.life().online());

    private final String word;
    private final Predicate<RunnerView> holds;

    RunnerKind(String word, Predicate<RunnerView> holds) {
        this.word = word;
        this.holds = holds;
    }

    String word() {
        return word;
    }

    boolean holds(RunnerView runner) {
        return holds.test(runner);
    }
}
