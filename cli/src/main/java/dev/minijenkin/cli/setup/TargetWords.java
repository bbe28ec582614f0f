package dev.minijenkin.cli.setup;

import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.outbox.Target;
import java.util.ArrayList;
import java.util.List;

/// How targets are spoken of on the command line.
final class TargetWords {
    private TargetWords() {}

    static String kind(Target target) {
        return EnumWords.dashed(target.kind());
    }

    /// `run-finished of shop/web, ci, main, only changes`
    static String hearsOf(Target target) {
        List<String> words = new ArrayList<>();
        words.add(
                String.join(", ", target.events()).replace('_', '-')
                        + (target.repository().isEmpty() ? "" : " of " + target.repository()));
        words.addAll(target.pipelines());
        words.addAll(target.branches());
        if (target.onlyChanges()) {
            words.add("only changes");
        }
        return String.join(", ", words);
    }

    static String state(Target target) {
        if (!target.enabled()) {
            return "paused";
        }
        if (target.pausedUntil() != null) {
            return "left alone after %d failures".formatted(target.failures());
        }
        return target.failures() == 0 ? "well" : "%d failures".formatted(target.failures());
    }
}
