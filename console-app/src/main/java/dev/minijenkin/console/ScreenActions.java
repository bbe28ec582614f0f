package dev.minijenkin.console;

import dev.minijenkin.console.command.RunActions;
import dev.minijenkin.console.frame.Overlay;
import dev.minijenkin.console.frame.place.Links;
import dev.minijenkin.console.whatif.Foresight;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What a person can do from a screen.
///
/// @param runPipeline asks which pipeline is to run
/// @param watch watches a pipeline, by its title, or no more
/// @param overlay what forms are shown on
record ScreenActions(
        RunActions ofRun,
        Foresight foresight,
        Links links,
        Runnable runPipeline,
        Consumer<String> watch,
        Supplier<Overlay> overlay) {}
