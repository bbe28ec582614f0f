package dev.minijenkin.stress.scenario;

/// Something that a person may say about a run of a scenario.
public sealed interface ScenarioOption {
    /// Of each scenario that does by chance what it does.
    Count SEED = new Count("seed", 1, "plays the same again");

    /// Without the two dashes.
    String name();

    String description();

    /// `--name N`
    ///
    /// @param unit what is counted, as the help writes it in place of the number
    /// @param usual where nobody says how many
    record Count(String name, String unit, int usual, String description)
            implements ScenarioOption {
        public Count(String name, int usual, String description) {
            this(name, "N", usual, description);
        }
    }

    /// `--name`
    record Flag(String name, String description) implements ScenarioOption {}

    /// `--name URL`: an address, which may hold a password and is therefore not told again.
    record Address(String name, String description) implements ScenarioOption {}

    /// A word without a name, which may be left out.
    record Argument(String name, String description) implements ScenarioOption {}
}
