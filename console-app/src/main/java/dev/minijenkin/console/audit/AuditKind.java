package dev.minijenkin.console.audit;

import dev.minijenkin.db.command.CommandState;
import dev.minijenkin.db.view.audit.AuditedCommand;

/// Commands that are looked at together.
enum AuditKind {
    ALL("All"),
    DUE("Due"),
    FAILED("Refused or failed"),
    TAKEN_BACK("Taken back");

    private final String word;

    AuditKind(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    boolean holds(AuditedCommand command) {
        return switch (this) {
            case ALL -> true;
            case DUE -> command.pending();
            case FAILED ->
                    command.state() == CommandState.REFUSED
                            || command.state() == CommandState.FAILED;
            case TAKEN_BACK -> command.state() == CommandState.WITHDRAWN;
        };
    }
}
