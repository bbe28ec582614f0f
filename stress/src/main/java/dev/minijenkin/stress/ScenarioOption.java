package dev.minijenkin.stress;

/// Something that a person may say about a run of a scenario.
public sealed interface ScenarioOption {
    /// Two dashes and the name, or for [Argument] the name of its place.
    String name();

    String description();

    /// `--name N`
    ///
    /// @param usual where nobody says how many
    record Count(String name, int usual, String description) implements ScenarioOption {}

    /// `--name`
    record Flag(String name, String description) implements ScenarioOption {}

    /// A word without a name, which may be left out.
    record Argument(String name, String description) implements ScenarioOption {}
}
