package dev.minijenkin.workflow.grammar;

/// What stands between `${{` and `}}` and is no expression: only `insert`, in the place of a key.
public final class Directives {
    private Directives() {}

    /// Whether a key stands for the keys of its value.
    public static boolean isInsert(String text) {
        String stripped = text.strip();
        return stripped.startsWith("${{")
                && stripped.endsWith("}}")
                && stripped.substring(3, stripped.length() - 2).strip().equals("insert");
    }
}
