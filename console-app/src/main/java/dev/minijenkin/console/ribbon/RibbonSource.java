package dev.minijenkin.console.ribbon;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.view.redgreen.RedStretch;
import java.util.Optional;

/// Where stretches come from.
@FunctionalInterface
public interface RibbonSource {
    /// Empty where the branch of the run is not red there.
    Optional<RedStretch> around(RunId run);
}
