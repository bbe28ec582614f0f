package dev.minijenkin.runner.matcher;

import dev.minijenkin.workflow.expression.value.ArrayValue;
import dev.minijenkin.workflow.expression.value.BooleanValue;
import dev.minijenkin.workflow.expression.value.Json;
import dev.minijenkin.workflow.expression.value.NumberValue;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Reads the file of a problem matcher: `{"problemMatcher": [{"owner": …, "pattern": [{"regexp": …,
/// "message": 1}]}]}`. Everything wrong is an [IllegalArgumentException] whose message goes on
/// after the name of the file.
final class MatcherFile {
    private static final Set<String> SEVERITIES = Set.of("", "error", "warning", "notice");
    private static final List<String> GROUPS =
            List.of("file", "line", "column", "severity", "code", "message", "fromPath");

    private MatcherFile() {}

    static List<ProblemMatcher> read(String json) {
        Value whole;
        try {
            whole = Json.parseOfPeople(json);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("is no JSON: " + e.getMessage(), e);
        }
        List<ProblemMatcher> matchers = new ArrayList<>();
        Set<String> owners = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (Value item : items(whole, "problemMatcher")) {
            ProblemMatcher matcher = matcher(item);
            if (!owners.add(matcher.owner())) {
                throw wrong("has two matchers of the owner '%s'".formatted(matcher.owner()));
            }
            matchers.add(matcher);
        }
        return matchers;
    }

    private static ProblemMatcher matcher(Value item) {
        String owner = text(item, "owner");
        if (owner.isBlank()) {
            throw wrong("has a matcher without an owner");
        }
        String severity = text(item, "severity").toLowerCase(Locale.ROOT);
        if (!SEVERITIES.contains(severity)) {
            throw wrong(
                    "has the severity '%s': it is error, warning or notice".formatted(severity));
        }
        List<Value> items = items(item, "pattern");
        if (items.isEmpty()) {
            throw wrong("has no pattern in the matcher '%s'".formatted(owner));
        }
        List<LinePattern> patterns = new ArrayList<>();
        Set<String> said = new TreeSet<>();
        for (int at = 0; at < items.size(); at++) {
            LinePattern pattern = pattern(items.get(at));
            boolean last = at == items.size() - 1;
            if (pattern.loop() && (!last || at == 0)) {
                throw wrong("may have 'loop' in the last of several patterns only");
            }
            if (pattern.loop() && !pattern.groups().containsKey("message")) {
                throw wrong("needs a 'message' in the pattern that has 'loop'");
            }
            for (String group : pattern.groups().keySet()) {
                if (!said.add(group)) {
                    throw wrong("says twice which group is '%s'".formatted(group));
                }
            }
            patterns.add(pattern);
        }
        if (!said.contains("message")) {
            throw wrong("says nowhere which group is the message");
        }
        return new ProblemMatcher(owner, severity, text(item, "fromPath"), patterns);
    }

    private static LinePattern pattern(Value item) {
        String text = text(item, "regexp");
        Pattern pattern;
        try {
            pattern = EcmaPattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "has the pattern '" + text + "', which is none: " + e.getDescription(), e);
        }
        int count = pattern.matcher("").groupCount();
        Map<String, Integer> groups = new LinkedHashMap<>();
        for (String name : GROUPS) {
            switch (field(item, name)) {
                case NumberValue(double number) -> {
                    if (number != Math.rint(number) || number < 0 || number > count) {
                        throw wrong(
                                "has no group for '%s' in the pattern '%s'".formatted(name, text));
                    }
                    groups.put(name, (int) number);
                }
                case Value other when other.asText().isEmpty() -> {}
                case Value _ ->
                        throw wrong("has '%s' without the number of a group".formatted(name));
            }
        }
        return new LinePattern(pattern, groups, field(item, "loop").equals(new BooleanValue(true)));
    }

    private static List<Value> items(Value of, String name) {
        return switch (field(of, name)) {
            case ArrayValue array -> array.items();
            case Value _ -> throw wrong("has no list '%s'".formatted(name));
        };
    }

    private static String text(Value of, String name) {
        return field(of, name).asText();
    }

    private static Value field(Value of, String name) {
        return of instanceof ObjectValue object
                ? object.get(name).orElse(Value.of(""))
                : Value.of("");
    }

    private static IllegalArgumentException wrong(String message) {
        return new IllegalArgumentException(message);
    }
}
