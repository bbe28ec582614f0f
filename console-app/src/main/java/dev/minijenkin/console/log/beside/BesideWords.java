package dev.minijenkin.console.log.beside;

import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.view.run.BesideJob;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/// What can stand beside a log, in words.
final class BesideWords extends StringConverter<BesideJob> {
    /// `#412 main, success`; of the same run `lint, failure`.
    @Override
    public String toString(@Nullable BesideJob job) {
        if (job == null) {
            return "";
        }
        Conclusion conclusion = job.conclusion();
        return (job.sameRun()
                        ? job.name() + " of this run"
                        : "#" + job.number() + " " + job.branch())
                + ", "
                + (conclusion == null ? "running" : EnumWords.of(conclusion).replace('_', ' '));
    }

    @Override
    public BesideJob fromString(String text) {
        throw new UnsupportedOperationException("It is chosen, not written");
    }
}
