package dev.minijenkin.console.trigger;

import dev.minijenkin.console.command.CommandSender;
import dev.minijenkin.console.frame.Overlay;
import dev.minijenkin.console.live.Background;
import dev.minijenkin.db.PipelineId;
import java.util.HashMap;
import java.util.Map;

/// Asks which pipeline is to run, on which branch, tag or commit, and with which inputs. FX thread
/// only.
public final class TriggerDialog {
    private final Background background;
    private final TriggerSource source;
    private final CommandSender sender;
    // What a person gave last, for the next time; lives as long as the console.
    private final Map<PipelineId, TriggerAnswers> remembered = new HashMap<>();

    public TriggerDialog(Background background, TriggerSource source, CommandSender sender) {
        this.background = background;
        this.source = source;
        this.sender = sender;
    }

    public void open(Overlay overlay) {
        background.read(
                source::pipelines,
                pipelines ->
                        new TriggerForm(
                                        new TriggerViewModel(
                                                background, source, sender, remembered, pipelines))
                                .show(overlay));
    }
}
