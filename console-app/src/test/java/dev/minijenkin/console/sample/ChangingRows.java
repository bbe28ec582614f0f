package dev.minijenkin.console.sample;

import dev.minijenkin.console.command.RunActions;
import dev.minijenkin.console.frame.Notices;
import dev.minijenkin.console.frame.place.Navigator;
import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.frame.place.Screen;
import java.util.Set;

/// A view whose rows come, go, change and change their order at random.
public interface ChangingRows {
    /// What every view lives on.
    record Around(NoStage stage, Navigator navigator, Notices notices, RunActions actions) {}

    /// A view of them.
    Screen screen(Around around);

    Place place();

    /// Something happens.
    void change();

    /// All that a command or a place may name for a row: `job 7`, `run 7`, `environment live-1`.
    Set<String> things(Object row);
}
