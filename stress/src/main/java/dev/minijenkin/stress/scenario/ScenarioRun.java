package dev.minijenkin.stress.scenario;

import dev.minijenkin.instance.Program;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// One run of a scenario.
///
/// @param values of its options by name: numbers of counts, booleans of flags, texts of addresses
///   and arguments; a count, an address or an argument that nobody gave is missing
/// @param folder of its own, deleted after it
/// @param program of the processes that it starts
public record ScenarioRun(Map<String, Object> values, Path folder, Program program) {
    public ScenarioRun {
        values = Map.copyOf(values);
    }

    public int count(ScenarioOption.Count option) {
        return values.get(option.name()) instanceof Integer count ? count : option.usual();
    }

    public boolean is(ScenarioOption.Flag option) {
        return Boolean.TRUE.equals(values.get(option.name()));
    }

    public Optional<String> address(ScenarioOption.Address option) {
        return Optional.ofNullable(values.get(option.name())).map(Object::toString);
    }

    public Optional<String> argument(ScenarioOption.Argument option) {
        return Optional.ofNullable(values.get(option.name())).map(Object::toString);
    }
}
