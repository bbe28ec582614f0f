package dev.minijenkin.console.run.file;

import static dev.minijenkin.console.run.file.YamlToken.Kind.COMMENT;
import static dev.minijenkin.console.run.file.YamlToken.Kind.EXPRESSION;
import static dev.minijenkin.console.run.file.YamlToken.Kind.KEY;
import static dev.minijenkin.console.run.file.YamlToken.Kind.PLAIN;
import static dev.minijenkin.console.run.file.YamlToken.Kind.QUOTED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class YamlTokenTest {
    @Test
    void keysTextsExpressionsAndCommentsAreToldApart() {
        assertThat(YamlToken.of("  - run: echo \"a\" ${{ x }} # why"))
                .containsExactly(
                        new YamlToken("  - run", KEY),
                        new YamlToken(": echo ", PLAIN),
                        new YamlToken("\"a\"", QUOTED),
                        new YamlToken(" ", PLAIN),
                        new YamlToken("${{ x }}", EXPRESSION),
                        new YamlToken(" ", PLAIN),
                        new YamlToken("# why", COMMENT));
    }

    @Test
    void nothingOfALineIsLost() {
        for (String line :
                List.of("", "   ", "a#b: c", "\"open", "${{ open", "- - x", "::: '", "# all")) {
            assertThat(
                            YamlToken.of(line).stream()
                                    .map(YamlToken::text)
                                    .collect(Collectors.joining()))
                    .isEqualTo(line);
        }
    }
}
