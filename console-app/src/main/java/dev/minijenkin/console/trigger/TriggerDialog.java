package dev.minijenkin.console.trigger;

import dev.minijenkin.console.command.CommandSender;
import dev.minijenkin.console.frame.Overlay;
import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.memory.Memory;
import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RunId;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// Asks which pipeline is to run, on which branch, tag or commit, and with which inputs. FX thread
/// only.
public final class TriggerDialog {
    private final Background background;
    private final TriggerSource source;
    private final CommandSender sender;
    private final TriggerMemory memory;

    public TriggerDialog(
            Background background, TriggerSource source, CommandSender sender, Memory remembered) {
        memory = new TriggerMemory(remembered);
        this.background = background;
        this.source = source;
        this.sender = sender;
    }

    /// Opens at the pipeline of a run, where one is looked at; else at the one that was started
    /// last.
    ///
    /// @param started is told of the run as soon as it exists
    public void open(Overlay overlay, Optional<RunId> shown, Consumer<RunId> started) {
        open(overlay, sources -> shown.flatMap(sources::pipelineOf), started);
    }

    /// Opens at a pipeline.
    ///
    /// @param started is told of the run as soon as it exists
    public void open(Overlay overlay, PipelineId pipeline, Consumer<RunId> started) {
        open(overlay, sources -> Optional.of(pipeline), started);
    }

    private void open(
            Overlay overlay,
            Function<TriggerSource, Optional<PipelineId>> wanted,
            Consumer<RunId> started) {
        background.read(
                () -> new TriggerViewModel.Choices(source.pipelines(), wanted.apply(source)),
                choices ->
                        new TriggerForm(
                                        new TriggerViewModel(
                                                background, source, sender, memory, choices))
                                .show(overlay, started));
    }
}
