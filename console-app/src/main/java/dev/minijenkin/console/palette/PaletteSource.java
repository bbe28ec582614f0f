package dev.minijenkin.console.palette;

import dev.minijenkin.db.view.runs.RunCriterion;
import dev.minijenkin.db.view.runs.RunView;
import dev.minijenkin.db.view.trigger.PipelineView;
import java.util.List;

/// What the palette looks through.
public interface PaletteSource {
    List<PipelineView> pipelines();

    /// The newest runs that meet all criteria.
    List<RunView> runs(List<RunCriterion> criteria, int limit);
}
