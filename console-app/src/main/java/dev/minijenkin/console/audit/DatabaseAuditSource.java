package dev.minijenkin.console.audit;

import dev.minijenkin.db.CommandId;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.command.Commands;
import dev.minijenkin.db.view.audit.AuditViews;
import dev.minijenkin.db.view.audit.AuditedCommand;
import dev.minijenkin.db.view.audit.CommandCriteria;
import java.util.List;

/// What the audit asks of the database. Called on workers.
public final class DatabaseAuditSource implements AuditSource {
    private final Database database;

    public DatabaseAuditSource(Database database) {
        this.database = database;
    }

    @Override
    public List<AuditedCommand> commands(CommandCriteria which, int limit) {
        return database.statement(tx -> AuditViews.commands(tx, which, limit));
    }

    @Override
    public boolean withdraw(CommandId command, String reason) {
        return database.statement(
                tx -> Commands.withdraw(tx, command, reason.isBlank() ? null : reason));
    }
}
