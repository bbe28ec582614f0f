package dev.minijenkin.cli.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.workflow.lint.Linter;
import dev.minijenkin.workflow.lint.ScriptChecker;
import dev.minijenkin.workflow.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A program of the test stands for shellcheck.
class ShellcheckTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private static final String FILE =
            """
            on: push
            defaults: {run: {shell: bash}}
            jobs:
              a:
                runs-on: l
                steps:
                  - run: |
                      echo one
                      echo ${{ github.ref }} $two
                      fi
                      fi
                  - run: echo ${{ env.X }} $three
                  - {run: import os, shell: python}
                  - run: >
                      echo
                      folded
              b:
                runs-on: windows-latest
                steps:
                  - {run: dir, shell: bash}
              c:
                runs-on: l
                steps:
                  - {run: ls, shell: sh}
            """;

    @TempDir private Path folder;
    private final List<String> troubles = new ArrayList<>();

    private Shellcheck program(String script, Duration patience) throws Exception {
        Path file = Files.writeString(folder.resolve("shellcheck"), "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new Shellcheck(file, patience, troubles::add);
    }

    private List<String> problems(ScriptChecker checker) {
        return Linter.ofFiles().with(checker).lint("ci.yml", FILE).problems().stream()
                .map(Problem::toString)
                .toList();
    }

    @Test
    void whatItSaysComesBackToItsPlaceInTheFile() throws Exception {
        ScriptChecker checker =
                program(
                        """
                        last=$(grep -c '')
                        echo "[{\\"line\\": $last, \\"column\\": 2, \\"level\\": \\"info\\", \\"code\\": 2086, \\"message\\": \\"Quote\\"}]"
                        """,
                        LONG);
        assertThat(problems(checker))
                .containsExactly(
                        "ci.yml:11:12: warning: shellcheck SC2086 (info): Quote",
                        "ci.yml:12:15: warning: shellcheck SC2086 (info): Quote",
                        "ci.yml:14:14: warning: shellcheck SC2086 (info): Quote",
                        "ci.yml:20:16: warning: shellcheck SC2086 (info): Quote",
                        "ci.yml:24:16: warning: shellcheck SC2086 (info): Quote");
        assertThat(troubles).isEmpty();
    }

    @Test
    void itSeesAWordOfTheSameLengthForAnExpression() throws Exception {
        Path seen = folder.resolve("seen");
        ScriptChecker checker =
                program("echo \"$@\" >> %s\ncat >> %s\necho '[]'".formatted(seen, seen), LONG);
        assertThat(problems(checker)).isEmpty();
        assertThat(Files.readString(seen))
                .contains("set -e\necho one\necho _________________ $two\nfi\nfi\n")
                .contains("set -e\necho ____________ $three")
                .contains("--shell=bash", "--shell=sh")
                .doesNotContain("import os", "${{");
    }

    @Test
    void oneThatBreaksIsNotAskedAgainAndFailsNothing() throws Exception {
        Path count = folder.resolve("count");
        for (String broken : List.of("exit 3", "echo nonsense", "echo '{}'", "exec 0<&- 1>&-")) {
            troubles.clear();
            Files.writeString(count, "");
            ScriptChecker checker = program("echo x >> %s\n%s".formatted(count, broken), LONG);
            assertThat(problems(checker)).as(broken).isEmpty();
            assertThat(troubles)
                    .as(broken)
                    .singleElement()
                    .asString()
                    .contains("not asked any more");
            assertThat(Files.readAllLines(count)).as(broken).hasSize(1);
        }
    }

    @Test
    void oneThatHangsIsEnded() throws Exception {
        assertThat(problems(program("exec sleep 1000", Duration.ofMillis(200)))).isEmpty();
        assertThat(troubles).singleElement().asString().contains("no answer");
    }

    @Test
    void itIsLookedForOnThePath() throws Exception {
        program("exit 0", LONG);
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThat(Shellcheck.find(empty + ":" + folder)).contains(folder.resolve("shellcheck"));
        assertThat(Shellcheck.find(empty.toString())).isEmpty();
        assertThat(Shellcheck.find(null)).isEmpty();
        Files.setPosixFilePermissions(
                folder.resolve("shellcheck"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(Shellcheck.find(folder.toString())).isEmpty();
    }
}
