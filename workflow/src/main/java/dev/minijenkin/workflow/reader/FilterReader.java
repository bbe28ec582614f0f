package dev.minijenkin.workflow.reader;

import dev.minijenkin.workflow.check.PatternMistakes;
import dev.minijenkin.workflow.model.GlobPattern;
import dev.minijenkin.workflow.model.PatternFilter;
import dev.minijenkin.workflow.problem.LintRule;
import dev.minijenkin.workflow.problem.Problems;
import dev.minijenkin.workflow.yaml.Fields;
import dev.minijenkin.workflow.yaml.Text;
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
        List<GlobPattern> wanted = patterns(fields, kind);
        List<GlobPattern> ignored = patterns(fields, ignoreKind);
        if (!wanted.isEmpty() && wanted.stream().allMatch(GlobPattern::negative)) {
            problems.warning(
                    LintRule.PATTERN,
                    fields.placeOf(kind),
                    "`%s` has only patterns with `!`, so nothing matches; use `%s`"
                            .formatted(kind, ignoreKind));
        }
        if (!wanted.isEmpty() && !ignored.isEmpty()) {
            problems.warning(
                    LintRule.PATTERN,
                    fields.placeOf(ignoreKind),
                    "`%s` and `%s` stand for one event: both count here, and elsewhere such a file is refused; use `!` in `%s`"
                            .formatted(kind, ignoreKind, kind));
        }
        return new PatternFilter(wanted, ignored);
    }

    /// A key without a value is no filter.
    private List<GlobPattern> patterns(Fields fields, String key) {
        List<Text> texts = fields.texts(key).stream().filter(text -> !text.isEmpty()).toList();
        if (fields.has(key) && texts.isEmpty()) {
            problems.warning(
                    LintRule.PATTERN,
                    fields.placeOf(key),
                    "`%s` has no value and filters nothing".formatted(key));
        }
        return patterns(key, texts);
    }

    private List<GlobPattern> patterns(String key, List<Text> texts) {
        List<GlobPattern> patterns = new ArrayList<>();
        for (Text text : texts) {
            try {
                GlobPattern pattern = GlobPattern.parse(text.value());
                PatternMistakes.of(key, pattern)
                        .ifPresent(
                                doubt -> problems.warning(LintRule.PATTERN, text.place(), doubt));
                patterns.add(pattern);
            } catch (IllegalArgumentException e) {
                problems.error(LintRule.PATTERN, text.place(), String.valueOf(e.getMessage()));
            }
        }
        return patterns;
    }
}
