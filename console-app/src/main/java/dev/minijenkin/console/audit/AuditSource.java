package dev.minijenkin.console.audit;

import dev.minijenkin.db.CommandId;
import dev.minijenkin.db.view.audit.AuditedCommand;
import dev.minijenkin.db.view.audit.CommandCriteria;
import java.util.List;

/// Where commands are read and taken back. Called on workers.
public interface AuditSource {
    /// The newest first; what is pending among them, however old it is.
    ///
    /// @param limit how many of the others at most
    List<AuditedCommand> commands(CommandCriteria which, int limit);

    /// Takes a command back.
    ///
    /// @return false where it is too late, or the command is not theirs
    boolean withdraw(CommandId command, String reason);
}
