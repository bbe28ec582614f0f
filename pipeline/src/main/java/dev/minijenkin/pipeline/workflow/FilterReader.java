package dev.minijenkin.pipeline.workflow;

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
        if (fields.has(kind) && fields.has(ignoreKind)) {
            problems.error(
                    fields.placeOf(ignoreKind),
                    "`%s` and `%s` cannot both be used for one event; use `!` in `%s`"
                            .formatted(kind, ignoreKind, kind));
        }
        if (fields.has(kind)) {
            List<GlobPattern> patterns = patterns(fields.texts(kind));
            if (!patterns.isEmpty() && patterns.stream().allMatch(GlobPattern::negative)) {
                problems.warning(
                        fields.placeOf(kind),
                        "`%s` has only patterns with `!`, so nothing matches; use `%s`"
                                .formatted(kind, ignoreKind));
            }
            return new PatternFilter(true, false, patterns);
        }
        return fields.has(ignoreKind)
                ? new PatternFilter(true, true, patterns(fields.texts(ignoreKind)))
                : PatternFilter.NONE;
    }

    private List<GlobPattern> patterns(List<Text> texts) {
        List<GlobPattern> patterns = new ArrayList<>();
        for (Text text : texts) {
            try {
                if (!text.isEmpty()) {
                    patterns.add(GlobPattern.parse(text.value()));
                }
            } catch (IllegalArgumentException e) {
                problems.error(text.place(), String.valueOf(e.getMessage()));
            }
        }
        return patterns;
    }
}
