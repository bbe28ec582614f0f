package dev.minijenkin.console.runners;

import dev.minijenkin.db.view.runner.RunnersNow;

/// Where the runners come from. Called on workers.
public interface RunnersSource {
    RunnersNow now();
}
