package dev.minijenkin.workflow.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LintPageTest {
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z-]+)` \\|", Pattern.MULTILINE);

    @Test
    void thePageTellsEachRuleInTheirOrder() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "lint.md"));
        List<String> told =
                ROW.matcher(page.substring(page.indexOf("## Rules")))
                        .results()
                        .map((MatchResult row) -> row.group(1))
                        .toList();
        assertThat(told)
                .containsExactlyElementsOf(
                        Arrays.stream(LintRule.values()).map(LintRule::id).toList());
    }
}
