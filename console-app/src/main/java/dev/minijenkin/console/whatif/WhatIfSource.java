package dev.minijenkin.console.whatif;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.view.whatif.CancelEffect;
import dev.minijenkin.db.view.whatif.LimitEffect;
import dev.minijenkin.db.view.whatif.PriorityEffect;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Where forecasts come from.
public interface WhatIfSource {
    CancelEffect ofCancel(RunId run);

    /// Of giving runs another priority.
    ///
    /// @param priority 0 is served first, 99 last
    PriorityEffect ofPriority(List<RunId> runs, int priority);

    /// Of setting, changing or taking away a limit.
    ///
    /// @param repository null: it is a label
    /// @param label null: it is a repository
    /// @param most empty: without a limit
    LimitEffect ofLimit(@Nullable String repository, @Nullable String label, OptionalInt most);
}
