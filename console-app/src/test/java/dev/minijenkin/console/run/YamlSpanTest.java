package dev.minijenkin.console.run;

import static dev.minijenkin.console.run.YamlSpan.Kind.COMMENT;
import static dev.minijenkin.console.run.YamlSpan.Kind.EXPRESSION;
import static dev.minijenkin.console.run.YamlSpan.Kind.KEY;
import static dev.minijenkin.console.run.YamlSpan.Kind.PLAIN;
import static dev.minijenkin.console.run.YamlSpan.Kind.QUOTED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class YamlSpanTest {
    @Test
    void keysTextsExpressionsAndCommentsAreToldApart() {
        assertThat(YamlSpan.of("  - run: echo \"a\" ${{ x }} # why"))
                .containsExactly(
                        new YamlSpan("  - run", KEY),
                        new YamlSpan(": echo ", PLAIN),
                        new YamlSpan("\"a\"", QUOTED),
                        new YamlSpan(" ", PLAIN),
                        new YamlSpan("${{ x }}", EXPRESSION),
                        new YamlSpan(" ", PLAIN),
                        new YamlSpan("# why", COMMENT));
    }

    @Test
    void nothingOfALineIsLost() {
        for (String line :
                List.of("", "   ", "a#b: c", "\"open", "${{ open", "- - x", "::: '", "# all")) {
            assertThat(YamlSpan.of(line).stream().map(YamlSpan::text).collect(Collectors.joining()))
                    .isEqualTo(line);
        }
    }
}
