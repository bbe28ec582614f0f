package dev.minijenkin.engine.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.engine.advance.EngineBench;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class CommandKindTest {
    /// What their arguments name belongs to no repository.
    private static final Set<CommandKind> OF_ALL =
            EnumSet.of(
                    CommandKind.DRAIN,
                    CommandKind.RESUME,
                    CommandKind.FORGET,
                    CommandKind.TEST_TARGET,
                    CommandKind.RESEND);

    @AutoClose private final EngineBench bench = new EngineBench();

    /// The database knows which wishes are for whoever steers some repositories only.
    @Test
    void eachKindIsAboutRepositoriesOrAboutWhatIsEverybodys() {
        List<String> ofRepositories =
                bench.texts(
                        "select kind from unnest(string_to_array('%s', ',')) kind where is_of_repositories(kind)"
                                .formatted(
                                        String.join(
                                                ",",
                                                Arrays.stream(CommandKind.values())
                                                        .map(CommandKind::word)
                                                        .toList())));

        assertThat(ofRepositories)
                .containsExactlyInAnyOrderElementsOf(
                        EnumSet.complementOf(EnumSet.copyOf(OF_ALL)).stream()
                                .map(CommandKind::word)
                                .toList());
    }
}
