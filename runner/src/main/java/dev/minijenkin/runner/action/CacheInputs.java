package dev.minijenkin.runner.action;

import dev.minijenkin.runner.cache.CacheStore;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a step asks of the cache.
///
/// @param paths patterns of what is kept
/// @param key the wanted one
/// @param restoreKeys beginnings of keys that will do, in this order
/// @param failOnMiss whether the step fails where there is nothing
/// @param lookupOnly whether nothing is unpacked
/// @param scope ref of the run, under which its archives are kept
/// @param base ref of the branch that a pull request is for; empty without one
record CacheInputs(
        List<String> paths,
        String key,
        List<String> restoreKeys,
        boolean failOnMiss,
        boolean lookupOnly,
        String scope,
        String base) {
    private static final int LONGEST_KEY = 512;

    /// Reads the inputs of the step.
    ///
    /// @throws IllegalArgumentException if something is missing or impossible; its message goes on
    ///   after the name of the step
    static CacheInputs of(ActionCall call) {
        Map<String, String> with = call.inputs();
        List<String> paths = InputTexts.lines(with, "path");
        String key = InputTexts.text(with, "key");
        List<String> restoreKeys = InputTexts.lines(with, "restore-keys");
        if (paths.isEmpty() || key.isEmpty()) {
            throw new IllegalArgumentException("needs the inputs path and key");
        }
        List<String> all = new ArrayList<>(restoreKeys);
        all.add(key);
        for (String one : all) {
            if (one.length() > LONGEST_KEY || one.contains(",") || one.contains("\n")) {
                throw new IllegalArgumentException(
                        "has the key '"
                                + one
                                + "': one may have at most "
                                + LONGEST_KEY
                                + " characters, and no comma");
            }
        }
        return new CacheInputs(
                paths,
                key,
                restoreKeys,
                InputTexts.is(with, "fail-on-cache-miss"),
                InputTexts.is(with, "lookup-only"),
                github(call, "ref"),
                Optional.of(github(call, "base_ref"))
                        .filter(base -> !base.isEmpty())
                        .map(base -> "refs/heads/" + base)
                        .orElse(""));
    }

    /// Where archives for it may come from, as in the reference: the own ref, the branch that a
    /// pull request is for, the default branch.
    List<String> scopes(String defaultBranch) {
        Set<String> scopes =
                new LinkedHashSet<>(List.of(scope, base, "refs/heads/" + defaultBranch));
        scopes.remove("");
        return List.copyOf(scopes);
    }

    List<String> keys() {
        List<String> keys = new ArrayList<>(List.of(key));
        keys.addAll(restoreKeys);
        return keys;
    }

    /// Archives of other paths are others.
    String version() {
        return CacheStore.hash(String.join("\n", paths));
    }

    private static String github(ActionCall call, String name) {
        return call.contexts().value("github") instanceof ObjectValue github
                ? github.get(name).map(Value::asText).orElse("")
                : "";
    }
}
