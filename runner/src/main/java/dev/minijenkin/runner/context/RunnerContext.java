package dev.minijenkin.runner.context;

import dev.minijenkin.runner.workspace.Workspace;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// The `runner` context, which processes see as `RUNNER_…`.
///
/// @param debug whether `::debug::` is shown
public record RunnerContext(RunnerFacts facts, Workspace workspace, Path tools, boolean debug) {
    public ObjectValue value() {
        return ObjectValue.ofTexts(texts());
    }

    public Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        texts().forEach((name, text) ->
                variables.put("RUNNER_" + name.toUpperCase(Locale.ROOT), text));
        return variables;
    }

    private Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("name", facts.name());
        texts.put("os", facts.os());
        texts.put("arch", facts.architecture());
        texts.put("environment", "self-hosted");
        texts.put("temp", workspace.temp().toString());
        texts.put("tool_cache", tools.toString());
        texts.put("workspace", workspace.root().toString());
        if (debug) {
            texts.put("debug", "1");
        }
        return texts;
    }
}
