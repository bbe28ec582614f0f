package dev.minijenkin.console;

import dev.minijenkin.console.frame.Notices;
import dev.minijenkin.console.frame.place.Navigator;
import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.live.LiveHints;
import dev.minijenkin.console.memory.Memory;
import dev.minijenkin.console.past.TimeMachine;

/// What every part of a session lives on.
record ScreenContext(
        LiveHints hints,
        DatabaseClock clock,
        Background background,
        DatabaseSources sources,
        Navigator navigator,
        Notices notices,
        Memory memory,
        TimeMachine machine) {}
