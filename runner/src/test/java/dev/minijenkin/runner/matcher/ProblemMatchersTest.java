package dev.minijenkin.runner.matcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.runner.matcher.FoundProblem.Severity;
import dev.minijenkin.runner.user.FileRights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProblemMatchersTest {
    private static final String COMPILER =
            """
            {"problemMatcher": [{
              "owner": "cc",
              "severity": "warning",
              "pattern": [{
                "regexp": "^([^\\\\s:][^:[&&]*):(\\\\d+):(\\\\d+): (?:(error|note|notice) )?(.*)$",
                "file": 1, "line": 2, "column": 3, "severity": 4, "message": 5
              }]
            }]}
            """;

    private static final String LINTER =
            """
            {"problemMatcher": [{
              "owner": "lint",
              "pattern": [
                {"regexp": "^(\\\\S+\\\\.js)$", "file": 1},
                {"regexp": "^\\\\s+(\\\\d+):(\\\\d+)\\\\s+(error|warning)\\\\s+(.*)$",
                 "line": 1, "column": 2, "severity": 3, "message": 4, "loop": true}
              ]
            }]}
            """;

    @TempDir Path folder;
    private Path workspace;
    private ProblemMatchers matchers;
    private final List<String> warnings = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        workspace = Files.createDirectory(folder.resolve("shop"));
        Files.createDirectories(workspace.resolve(".git"));
        Files.writeString(workspace.resolve(".git/config"), "");
        Files.createDirectories(workspace.resolve("src"));
        Files.writeString(workspace.resolve("src/a.c"), "");
        Files.writeString(workspace.resolve("src/a.js"), "");
        matchers = new ProblemMatchers(workspace, FileRights.OWN);
    }

    @Test
    void aLineOfAToolIsAProblemWithItsPlace() throws IOException {
        add(COMPILER);

        assertThat(line("\u001b[1msrc/a.c:7:12: \u001b[31merror no such thing\u001b[0m"))
                .contains(new FoundProblem(Severity.ERROR, "no such thing", "src/a.c", 7, 12));
        assertThat(line("all is well")).isEmpty();
    }

    @Test
    void theSeverityIsTheMatchersWhereTheLineSaysNone() throws IOException {
        add(COMPILER);

        assertThat(line("src/a.c:7:12: odd").orElseThrow().severity()).isEqualTo(Severity.WARNING);
        assertThat(line("src/a.c:7:12: notice odd").orElseThrow().severity())
                .isEqualTo(Severity.NOTICE);
        assertThat(line("src/a.c:7:12: note odd")).as("a word that is none").isEmpty();
    }

    @Test
    void aFileCountsOnlyWhereItIsThereAndInACheckout() throws IOException {
        add(COMPILER);
        Path elsewhere = Files.writeString(folder.resolve("b.c"), "");

        assertThat(line(workspace + "/src/../src/a.c:1:1: x").orElseThrow().path())
                .isEqualTo("src/a.c");
        assertThat(line("src/gone.c:1:1: x").orElseThrow().path()).isEmpty();
        assertThat(line(elsewhere + ":1:1: x").orElseThrow().path()).isEmpty();
        Files.delete(workspace.resolve(".git/config"));
        assertThat(line("src/a.c:1:1: x").orElseThrow().path()).isEmpty();
    }

    @Test
    void severalLinesTogetherAreAProblemAndTheLastMayComeAgain() throws IOException {
        add(LINTER);

        assertThat(line("  1:2  error  nobody's")).isEmpty();
        assertThat(line("src/a.js")).isEmpty();
        assertThat(line("  1:2  error  one"))
                .contains(new FoundProblem(Severity.ERROR, "one", "src/a.js", 1, 2));
        assertThat(line("  3:4  warning  two"))
                .contains(new FoundProblem(Severity.WARNING, "two", "src/a.js", 3, 4));
        assertThat(line("")).isEmpty();
        assertThat(line("  5:6  error  nobody's again")).isEmpty();
    }

    @Test
    void aFileLiesWhereItsProjectFileDoes() throws IOException {
        add(
                """
                {"problemMatcher": [{"owner": "p", "fromPath": "src/p.proj", "pattern": [
                  {"regexp": "^(\\\\S+) bad(?: in (.*))?$", "file": 1, "message": 0, "fromPath": 2}]}]}
                """);

        assertThat(line("a.c bad").orElseThrow().path()).isEqualTo("src/a.c");
        assertThat(line("a.c bad in other/q.proj").orElseThrow().path()).isEmpty();
        assertThat(line("a.c bad in " + workspace + "/src/q.proj").orElseThrow().path())
                .isEqualTo("src/a.c");
    }

    @Test
    void theOneThatMatchesFirstTellsTheOthersToBeginAgain() throws IOException {
        add(LINTER);
        add(COMPILER);

        line("src/a.js");
        assertThat(line("src/a.c:1:1: x")).isPresent();
        assertThat(line("  1:2  error  one")).isEmpty();
    }

    @Test
    void oneOfTheSameOwnerTakesThePlaceAndMayBeRemoved() throws IOException {
        add(COMPILER);
        add(COMPILER.replace("\"warning\"", "\"notice\""));
        assertThat(line("src/a.c:1:1: x").orElseThrow().severity()).isEqualTo(Severity.NOTICE);

        matchers.remove("CC");
        assertThat(matchers.isEmpty()).isTrue();
        assertThat(line("src/a.c:1:1: x")).isEmpty();
        add(COMPILER);
        matchers.removeFile("m.json");
        assertThat(matchers.isEmpty()).isTrue();
    }

    @Test
    void aPatternThatNeverComesToAnEndIsGivenUpAfterThreeLines() throws IOException {
        add(
                """
                {"problemMatcher": [{"owner": "slow", "pattern": [
                  {"regexp": "^(a|aa)+\\\\1\\\\1b$", "message": 1}]}]}
                """);
        String line = "a".repeat(60);
        for (int i = 0; i < 3; i++) {
            assertThat(matchers.isEmpty()).isFalse();
            assertThat(line(line)).isEmpty();
        }
        assertThat(matchers.isEmpty()).isTrue();
        assertThat(warnings).singleElement().asString().contains("'slow' is removed");
    }

    @Test
    void whatIsWrongWithAFileIsSaid() {
        refused("[", "is no JSON");
        refused("{}", "has no list 'problemMatcher'");
        refused(pattern("\"regexp\": \"(\", \"message\": 1"), "has the pattern '(', which is none");
        refused(pattern("\"regexp\": \"(a)\", \"message\": 2"), "has no group for 'message'");
        refused(
                pattern("\"regexp\": \"(a)\", \"file\": 1"),
                "says nowhere which group is the message");
        refused(
                pattern("\"regexp\": \"(a)\", \"message\": 1, \"loop\": true"),
                "may have 'loop' in the last of several patterns only");
        refused(
                pattern(
                        "\"regexp\": \"(a)\", \"file\": 1}, {\"regexp\": \"b\", \"file\": 0, \"message\": 0"),
                "says twice which group is 'file'");
        refused(
                pattern("\"regexp\": \"(a)\", \"message\": 1")
                        .replace("\"o\"", "\"o\", \"severity\": \"bad\""),
                "has the severity 'bad'");
        assertThatThrownBy(() -> matchers.add("nowhere.json")).hasMessageContaining("no file");
    }

    private static String pattern(String content) {
        return "{\"problemMatcher\": [{\"owner\": \"o\", \"pattern\": [{" + content + "}]}]}";
    }

    private void refused(String json, String message) {
        assertThatThrownBy(() -> add(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The problem matcher 'm.json' ")
                .hasMessageContaining(message);
    }

    private void add(String json) throws IOException {
        Files.writeString(workspace.resolve("m.json"), json);
        matchers.add("m.json");
    }

    private Optional<FoundProblem> line(String line) {
        return matchers.line(line, warnings::add);
    }
}
