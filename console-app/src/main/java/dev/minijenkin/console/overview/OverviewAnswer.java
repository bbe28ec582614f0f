package dev.minijenkin.console.overview;

import dev.minijenkin.db.stats.Health;
import dev.minijenkin.db.view.overview.Attention;
import dev.minijenkin.db.view.overview.HealthSample;
import dev.minijenkin.db.view.overview.LastHour;
import dev.minijenkin.db.view.overview.Setup;
import dev.minijenkin.db.view.runs.RunCounts;
import dev.minijenkin.db.view.runs.RunView;
import java.util.List;

/// What the overview shows, as one reading brought it.
///
/// @param samples of the last hour, the oldest first
/// @param counts how many runs there are: those of the navigation
/// @param running of which a runner has a job, the oldest first
/// @param waiting open ones of which no runner has a job, the oldest first
/// @param finished the last to finish first
public record OverviewAnswer(
        Health health,
        List<HealthSample> samples,
        LastHour lastHour,
        List<Attention> attentions,
        RunCounts counts,
        List<RunView> running,
        List<RunView> waiting,
        List<RunView> finished,
        Setup setup) {}
