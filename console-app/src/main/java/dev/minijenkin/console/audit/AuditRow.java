package dev.minijenkin.console.audit;

import dev.minijenkin.db.view.audit.AuditedCommand;

/// A row of the audit.
sealed interface AuditRow {
    /// What it is of.
    Object key();

    /// Over the commands of a day, or those that are due.
    record Heading(String title, int count) implements AuditRow {
        @Override
        public Object key() {
            return title;
        }
    }

    record OfCommand(AuditedCommand command) implements AuditRow {
        @Override
        public Object key() {
            return command.id();
        }
    }

    /// There are older ones.
    record Older() implements AuditRow {
        @Override
        public Object key() {
            return "older";
        }
    }
}
