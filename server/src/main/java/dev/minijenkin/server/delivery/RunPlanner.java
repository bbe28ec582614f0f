package dev.minijenkin.server.delivery;

import dev.minijenkin.db.Tx;
import dev.minijenkin.server.git.WorkflowFile;
import java.util.List;

/// Where deliveries meet the workflow language.
public interface RunPlanner {
    /// The runs that an occasion starts: of each file whose triggers match, and of each that is
    /// broken. Touches no database.
    List<PlannedRun> plan(Occasion occasion, List<WorkflowFile> files);

    /// A run that is ready to be inserted.
    interface PlannedRun {
        void insert(Tx tx);
    }
}
