package dev.minijenkin.console.whatif;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.view.whatif.CancelEffect;

/// Where forecasts come from.
@FunctionalInterface
public interface WhatIfSource {
    CancelEffect ofCancel(RunId run);
}
