package dev.minijenkin.console.runners;

import dev.minijenkin.db.view.runner.RunnerView;

/// Kinds of runners that can be shown alone.
enum RunnerKind {
    BUSY("Busy"),
    IDLE("Idle"),
    DRAINING("Draining"),
    SILENT("Silent");

    private final String word;

    RunnerKind(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    boolean holds(RunnerView runner) {
        return switch (this) {
            case BUSY -> runner.slots().busy() > 0;
            case IDLE -> runner.takesJobs() && runner.slots().busy() == 0;
            case DRAINING -> runner.draining().isPresent();
            case SILENT -> !runner.life().online();
        };
    }
}
