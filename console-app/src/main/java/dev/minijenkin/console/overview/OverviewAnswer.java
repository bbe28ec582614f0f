package dev.minijenkin.console.overview;

import dev.minijenkin.db.stats.Health;
import dev.minijenkin.db.view.Attention;
import dev.minijenkin.db.view.HealthSample;
import dev.minijenkin.db.view.LastHour;
import dev.minijenkin.db.view.RunView;
import dev.minijenkin.db.view.Setup;
import java.util.List;

/// What the overview shows, as one reading brought it.
///
/// @param samples of the last hour, the oldest first
/// @param open runs, the oldest first
/// @param finished the last to finish first
public record OverviewAnswer(
        Health health,
        List<HealthSample> samples,
        LastHour lastHour,
        List<Attention> attentions,
        List<RunView> open,
        List<RunView> finished,
        Setup setup) {}
