package dev.minijenkin.console.whatif;

import dev.minijenkin.console.live.Background;
import dev.minijenkin.db.RunId;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Says, in questions, what their answers would do to others. FX thread only.
public final class Foresight {
    private final WhatIfSource source;
    private final Background background;

    public Foresight(WhatIfSource source, Background background) {
        this.source = source;
        this.background = background;
    }

    /// A line that tells nothing yet.
    public WhatIfLine line() {
        return new WhatIfLine(background);
    }

    /// Of cancelling a run.
    public WhatIfLine ofCancel(RunId run) {
        WhatIfLine line = line();
        line.tell(() -> WhatIfText.of(source.ofCancel(run)));
        return line;
    }

    /// Of giving runs another priority: the line tells it from now on.
    ///
    /// @param priority 0 is served first, 99 last
    public void ofPriority(WhatIfLine line, List<RunId> runs, int priority) {
        line.tell(() -> WhatIfText.of(source.ofPriority(runs, priority)));
    }

    /// Of a limit: the line tells it from now on.
    ///
    /// @param repository null: it is a label
    /// @param label null: it is a repository
    /// @param most empty: without a limit
    public void ofLimit(
            WhatIfLine line,
            @Nullable String repository,
            @Nullable String label,
            OptionalInt most) {
        line.tell(() -> WhatIfText.of(source.ofLimit(repository, label, most)));
    }
}
