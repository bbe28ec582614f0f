package dev.minijenkin.engine.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.engine.advance.EngineBench;
import dev.minijenkin.workflow.model.GlobPattern;
import dev.minijenkin.workflow.model.PatternFilter;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// The database reads the patterns of environments as workflow files read theirs.
class RefPatternsTest {
    private static final int SAMPLES = 3_000;
    private static final List<String> PIECES =
            List.of(
                    "a", "b", "/", "*", "**", "**/", "?", "+", "[ab]", "[a-b]", "[-a]", "[^a]",
                    "[a\\]", "[", "]", "\\", "\\*", ".", "!", "$", "|", "(", "é", "{1}", "-");
    private static final List<String> LETTERS =
            List.of(
                    "a", "b", "/", ".", "-", "^", "*", "\\", "]", "é", "$", "1", "!", "?", "+",
                    "{1}");

    @AutoClose private final EngineBench bench = new EngineBench();

    @Test
    void aNameFitsInTheDatabaseWhereItFitsInAWorkflowFile() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int fitting = 0;
        for (int i = 0; i < SAMPLES; i++) {
            List<String> patterns =
                    IntStream.rangeClosed(0, random.nextInt(2))
                            .mapToObj(_ -> mixture(random, PIECES))
                            .toList();
            String name = mixture(random, LETTERS);
            Optional<Boolean> wanted = fits(patterns, name);
            assertThat(fitsInDatabase(patterns, name))
                    .as("%s in %s, seed %d", name, patterns, seed)
                    .isEqualTo(wanted);
            fitting += wanted.orElse(false) ? 1 : 0;
        }
        assertThat(fitting).as("the samples say something").isGreaterThan(SAMPLES / 50);
    }

    /// Empty where a pattern makes no sense.
    private static Optional<Boolean> fits(List<String> patterns, String name) {
        try {
            List<GlobPattern> parsed = patterns.stream().map(GlobPattern::parse).toList();
            return Optional.of(new PatternFilter(parsed, List.of()).admits(name));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private Optional<Boolean> fitsInDatabase(List<String> patterns, String name) {
        String array =
                patterns.stream().map(RefPatternsTest::quoted).collect(Collectors.joining(","));
        try {
            return Optional.of(
                    bench.text("select name_fits(%s, array[%s])".formatted(quoted(name), array))
                            .equals("t"));
        } catch (IllegalStateException e) {
            assertThat(e)
                    .rootCause()
                    .hasMessageMatching("(?s)ERROR: (In \\[|In the pattern|The pattern).*");
            return Optional.empty();
        }
    }

    private static String mixture(Random random, List<String> pieces) {
        return IntStream.rangeClosed(0, random.nextInt(5))
                .mapToObj(_ -> pieces.get(random.nextInt(pieces.size())))
                .collect(Collectors.joining());
    }

    private static String quoted(String text) {
        // A ? would be taken for a parameter.
        return "E'" + text.replace("\\", "\\\\").replace("?", "\\x3f") + "'";
    }
}
