package dev.minijenkin.console.manage.form;

import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.outbox.TargetKind;
import java.util.Arrays;
import javafx.util.StringConverter;

/// Kinds of targets, as the command line writes them: `github-status`.
final class KindWords extends StringConverter<TargetKind> {
    @Override
    public String toString(TargetKind kind) {
        return kind == null ? "" : EnumWords.dashed(kind);
    }

    @Override
    public TargetKind fromString(String word) {
        return Arrays.stream(TargetKind.values())
                .filter(kind -> EnumWords.dashed(kind).equals(word))
                .findFirst()
                .orElseThrow();
    }
}
