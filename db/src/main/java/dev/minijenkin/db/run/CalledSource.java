package dev.minijenkin.db.run;

/// A workflow file that jobs of a run call.
public sealed interface CalledSource {
    /// `./path` in the repository of the run, or `owner/repository/path@ref`.
    String name();

    /// It is there.
    record Present(String name, byte[] content) implements CalledSource {}

    /// It could not be had.
    ///
    /// @param fault one sentence for a person
    record Absent(String name, String fault) implements CalledSource {}
}
