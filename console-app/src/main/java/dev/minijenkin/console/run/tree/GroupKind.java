package dev.minijenkin.console.run.tree;

/// Why jobs belong together.
public enum GroupKind {
    /// Legs of one matrix.
    MATRIX("leg"),
    /// Jobs of a workflow that a job of this one calls.
    CALL("job");

    private final String noun;

    GroupKind(String noun) {
        this.noun = noun;
    }

    /// `6 legs`.
    public String counted(int count) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
