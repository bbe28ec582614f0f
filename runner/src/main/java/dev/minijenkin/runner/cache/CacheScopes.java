package dev.minijenkin.runner.cache;

import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Whose archives a run sees.
///
/// @param own ref of the run, under which its archives are kept
/// @param base ref of the branch that a pull request is for; empty without one
public record CacheScopes(String own, String base) {
    /// Those of a run.
    public static CacheScopes of(ObjectValue github) {
        String branch = text(github, "base_ref");
        return new CacheScopes(text(github, "ref"), branch.isEmpty() ? "" : "refs/heads/" + branch);
    }

    /// Where archives may come from, as in the reference: the own ref, the branch that a pull
    /// request is for, the default branch.
    public List<String> all(String defaultBranch) {
        Set<String> scopes = new LinkedHashSet<>(List.of(own, base, "refs/heads/" + defaultBranch));
        scopes.remove("");
        return List.copyOf(scopes);
    }

    private static String text(ObjectValue github, String name) {
        return github.get(name).map(Value::asText).orElse("");
    }
}
