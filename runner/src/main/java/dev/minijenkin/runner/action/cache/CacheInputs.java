package dev.minijenkin.runner.action.cache;

import dev.minijenkin.db.Sha256;
import dev.minijenkin.runner.action.call.ActionCall;
import dev.minijenkin.runner.action.call.InputTexts;
import dev.minijenkin.runner.cache.CacheKey;
import dev.minijenkin.runner.cache.CacheScopes;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a step asks of the cache.
///
/// @param paths patterns of what is kept
/// @param key the wanted one
/// @param restoreKeys beginnings of keys that will do, in this order
/// @param failOnMiss whether the step fails where there is nothing
/// @param lookupOnly whether nothing is unpacked
/// @param scopes whose archives the run sees
record CacheInputs(
        List<String> paths,
        String key,
        List<String> restoreKeys,
        boolean failOnMiss,
        boolean lookupOnly,
        CacheScopes scopes) {

    /// Reads the inputs of the step.
    ///
    /// @throws IllegalArgumentException if something is missing or impossible; its message goes on
    ///   after the name of the step
    static CacheInputs of(ActionCall call) {
        Map<String, String> with = call.inputsOnMachine();
        List<String> paths = InputTexts.lines(with, "path");
        String key = InputTexts.text(with, "key");
        List<String> restoreKeys = InputTexts.lines(with, "restore-keys");
        if (paths.isEmpty() || key.isEmpty()) {
            throw new IllegalArgumentException("needs the inputs path and key");
        }
        List<String> all = new ArrayList<>(restoreKeys);
        all.add(key);
        for (String one : all) {
            if (!CacheKey.isKey(one)) {
                throw new IllegalArgumentException(
                        "has the key '"
                                + one
                                + "': one may have at most "
                                + CacheKey.LONGEST
                                + " characters, and no comma");
            }
        }
        return new CacheInputs(
                paths,
                key,
                restoreKeys,
                InputTexts.is(with, "fail-on-cache-miss"),
                InputTexts.is(with, "lookup-only"),
                CacheScopes.of(
                        call.contexts().value("github") instanceof ObjectValue github
                                ? github
                                : ObjectValue.EMPTY));
    }

    List<String> keys() {
        List<String> keys = new ArrayList<>(List.of(key));
        keys.addAll(restoreKeys);
        return keys;
    }

    /// Archives of other paths are others.
    String version() {
        return Sha256.hex(String.join("\n", paths));
    }
}
