package dev.minijenkin.pipeline.workflow;

import dev.minijenkin.pipeline.expression.NullValue;
import java.util.ArrayList;
import java.util.List;

/// Reads the filters of an event.
final class FilterReader {
    private final Problems problems;

    FilterReader(Problems problems) {
        this.problems = problems;
    }

    PatternFilter read(Fields fields, String kind) {
        String ignoreKind = kind + "-ignore";
        boolean filters = says(fields, kind);
        boolean ignores = says(fields, ignoreKind);
        if (filters && ignores) {
            problems.error(
                    fields.placeOf(ignoreKind),
                    "`%s` and `%s` cannot both be used for one event; use `!` in `%s`"
                            .formatted(kind, ignoreKind, kind));
        }
        if (filters) {
            List<GlobPattern> patterns = patterns(fields.texts(kind));
            if (!patterns.isEmpty() && patterns.stream().allMatch(GlobPattern::negative)) {
                problems.warning(
                        fields.placeOf(kind),
                        "`%s` has only patterns with `!`, so nothing matches; use `%s`"
                                .formatted(kind, ignoreKind));
            }
            return new PatternFilter(true, false, patterns);
        }
        return ignores
                ? new PatternFilter(true, true, patterns(fields.texts(ignoreKind)))
                : PatternFilter.NONE;
    }

    /// A key without a value is no filter.
    private boolean says(Fields fields, String key) {
        boolean nothing =
                fields.scalar(key)
                        .filter(scalar -> scalar.value() instanceof NullValue)
                        .isPresent();
        if (nothing) {
            problems.warning(
                    fields.placeOf(key), "`%s` has no value and filters nothing".formatted(key));
        }
        return fields.has(key) && !nothing;
    }

    private List<GlobPattern> patterns(List<Text> texts) {
        List<GlobPattern> patterns = new ArrayList<>();
        for (Text text : texts) {
            try {
                if (!text.isEmpty()) {
                    patterns.add(GlobPattern.parse(text.value()));
                    begin(text);
                }
            } catch (IllegalArgumentException e) {
                problems.error(text.place(), String.valueOf(e.getMessage()));
            }
        }
        return patterns;
    }

    private void begin(Text text) {
        String pattern = text.value().startsWith("!") ? text.value().substring(1) : text.value();
        if (pattern.startsWith("?") || pattern.startsWith("+")) {
            problems.warning(
                    text.place(),
                    "The %s at the beginning of '%s' means itself: it is said of the character before it, and there is none"
                            .formatted(pattern.charAt(0), text.value()));
        }
    }
}
