package dev.minijenkin.workflow.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SyntaxPageTest {
    private static final Path PAGE = Path.of("..", "docs", "workflow-syntax.md");

    /// With `-Dsyntax.page=write` it writes the page instead.
    @Test
    void thePageTellsTheGrammar() throws IOException {
        String page = SyntaxPage.of(WorkflowGrammar.TABLE);
        if ("write".equals(System.getProperty("syntax.page"))) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as(
                        "docs/workflow-syntax.md differs from the grammar; write it anew with"
                                + " mvn -pl pipeline -am test -Dtest=SyntaxPageTest"
                                + " -Dsurefire.failIfNoSpecifiedTests=false -Dsyntax.page=write")
                .isEqualTo(page);
    }

    @Test
    void everyKeyThatIsNotCarriedOutSaysWhy() {
        assertThat(SyntaxPage.of(WorkflowGrammar.TABLE).lines())
                .filteredOn(line -> line.contains("| no |") || line.contains("| refused |"))
                .filteredOn(line -> line.startsWith("| `") || line.startsWith("| **"))
                .allSatisfy(line -> assertThat(line).doesNotEndWith("|  |"));
    }
}
