package dev.minijenkin.workflow.check;

import static dev.minijenkin.workflow.reader.Workflows.job;
import static dev.minijenkin.workflow.reader.Workflows.problems;
import static dev.minijenkin.workflow.reader.Workflows.step;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What is valid and goes wrong: shells, names of variables, old commands, doubled values.
class HabitsTest {
    private static List<String> found(String text) {
        return problems(text).stream()
                .filter(problem -> !problem.contains("not carried out"))
                .toList();
    }

    @Test
    void shellsThatAreNoneAreNamed() {
        assertThat(found(step("run: x\nshell: bahs")))
                .containsExactly(
                        "7:16: warning: There is no shell `bahs`; did you mean `bash`?: steps fail; write bash, sh, python, pwsh, powershell, cmd, or a command with {0} where the script's file stands");
        assertThat(found("defaults: {run: {shell: zsh}}\n" + step("run: x"))).hasSize(1);
        assertThat(found(job("runs-on: l\ndefaults: {run: {shell: perl}}\nsteps: [{run: x}]")))
                .hasSize(1);
        for (String fine :
                List.of("bash", "Bash", "sh", "pwsh", "perl {0}", "bash -l {0}", "'zsh {0}'")) {
            assertThat(found(step("run: x\nshell: " + fine))).as(fine).isEmpty();
        }
        assertThat(
                        found(
                                job(
                                        "runs-on: l\ndefaults: {run: {shell: '${{ vars.SHELL }}'}}\nsteps: [{run: x}]")))
                .isEmpty();
    }

    @Test
    void eachSystemHasItsShells() {
        String job = "runs-on: %s\ndefaults: {run: {shell: %s}}\nsteps: [{run: x, shell: %s}]";
        assertThat(found(job(job.formatted("ubuntu-24.04", "cmd", "powershell"))))
                .containsExactly(
                        "5:29: warning: Linux has no shell `cmd`",
                        "6:29: warning: Linux has no shell `powershell`");
        assertThat(found(job(job.formatted("{labels: [self-hosted, macOS]}", "pwsh", "cmd"))))
                .containsExactly("6:29: warning: macOS has no shell `cmd`");
        assertThat(found(job(job.formatted("windows-latest", "sh", "cmd"))))
                .containsExactly("5:29: warning: Windows has no shell `sh`");
        for (String label : List.of("l", "[gpu, win]", "'${{ vars.POOL }}'", "windowsill")) {
            assertThat(found(job(job.formatted(label, "cmd", "sh")))).as(label).isEmpty();
        }
    }

    @Test
    void noRunnerHasTwoSystems() {
        String job = "runs-on: %s\nsteps: [{run: x}]";
        assertThat(found(job(job.formatted("[ubuntu-latest, windows-latest]"))))
                .containsExactly(
                        "4:30: warning: No runner is both `ubuntu-latest` and `windows-latest`: a matrix makes a job for each");
        assertThat(found(job(job.formatted("[gpu, linux, big, macos-15]")))).hasSize(1);
        for (String fine :
                List.of(
                        "[self-hosted, linux, ubuntu-22.04]",
                        "[a, b]",
                        "[linux, '${{ vars.X }}']")) {
            assertThat(found(job(job.formatted(fine)))).as(fine).isEmpty();
        }
    }

    @Test
    void jobsBesideEachOtherAreCountedInWholeNumbers() {
        String job =
                "runs-on: l\nstrategy: {matrix: {v: [1]}, max-parallel: %s}\nsteps: [{run: x}]";
        for (String bad : List.of("0", "-1", "1.5")) {
            assertThat(found(job(job.formatted(bad))))
                    .as(bad)
                    .containsExactly(
                            "5:48: warning: `max-parallel` should be a whole number from 1 on");
        }
        for (String fine : List.of("1", "200", "2.0", "'${{ vars.N }}'")) {
            assertThat(found(job(job.formatted(fine)))).as(fine).isEmpty();
        }
    }

    @Test
    void anImageWithoutANameOrATagIsNamed() {
        for (String bad : List.of("docker://", "docker://image:")) {
            assertThat(found(step("uses: '" + bad + "'")))
                    .as(bad)
                    .containsExactly(
                            "6:15: warning: `" + bad + "` has no name or no tag of an image");
        }
        assertThat(found(step("uses: docker://ghcr.io:80/a/b:1"))).isEmpty();
    }

    @Test
    void aSecretThatACalledFileDoesNotDeclareNeedsACallerThatGivesAll() {
        String text =
                "on: {%s}\njobs: {a: {runs-on: l, steps: [{run: '${{ secrets.TOKEN }}${{ secrets.github_token }}${{ secrets.tokn }}'}]}}";
        assertThat(found(text.formatted("workflow_call: {secrets: {TOKEN: }}")))
                .containsExactly(
                        "2:90: warning: `workflow_call` declares no secret `tokn`, and only a caller with `secrets: inherit` gives it; did you mean `TOKEN`?");
        assertThat(found(text.formatted("workflow_call: {secrets: }"))).hasSize(2);
        assertThat(found(text.formatted("workflow_call: "))).as("nothing is said").isEmpty();
        assertThat(found(text.formatted("push: , workflow_call: {secrets: {TOKEN: }}")))
                .as("those of the repository")
                .isEmpty();
    }

    @Test
    void namesThatNoVariableCanHaveAreNamed() {
        for (String bad : List.of("A B", "A=B", "A&B", "A\\tB")) {
            assertThat(found(step("run: x\nenv: {\"" + bad + "\": y}"))).as(bad).hasSize(1);
            assertThat(found("env: {\"" + bad + "\": y}\n" + step("run: x"))).as(bad).hasSize(1);
            assertThat(found(job("runs-on: l\nenv: {\"" + bad + "\": y}\nsteps: [{run: x}]")))
                    .as(bad)
                    .hasSize(1);
            assertThat(
                            found(
                                    job(
                                            "runs-on: l\ncontainer: {image: i, env: {\""
                                                    + bad
                                                    + "\": y}}\nsteps: [{run: x}]")))
                    .as(bad)
                    .hasSize(1);
        }
        for (String fine : List.of("A_B", "a.b", "a-b", "Ä", "1", "npm_config//registry:x")) {
            assertThat(found(step("run: x\nenv: {\"" + fine + "\": y}"))).as(fine).isEmpty();
        }
    }

    @Test
    void commandsThatFilesHaveReplacedAreNamedWhereTheyStand() {
        assertThat(
                        found(
                                step(
                                        """
                                        run: |
                                          echo ${{ github.ref }}
                                            echo "::set-output name=a::b"
                                          echo "::set-env name=A::$x"
                                          echo ::add-path::/x && echo '::save-state name=b::c'
                                        """)))
                .containsExactly(
                        "8:19: warning: The command `set-output` is deprecated: append name=value to the file \"$GITHUB_OUTPUT\" instead",
                        "9:17: warning: The command `set-env` is refused: append name=value to the file \"$GITHUB_ENV\" instead",
                        "10:16: warning: The command `add-path` is refused: append the folder to the file \"$GITHUB_PATH\" instead",
                        "10:40: warning: The command `save-state` is deprecated: append name=value to the file \"$GITHUB_STATE\" instead");
        for (String fine :
                List.of("echo '::notice::x'", "echo ::group::set-output", "grep set-output x")) {
            assertThat(found(step("run: " + fine))).as(fine).isEmpty();
        }
    }

    @Test
    void whatStrangersWriteInAScriptOfAnActionIsNamed() {
        assertThat(
                        found(
                                step(
                                        """
                                        uses: actions/github-script@v7
                                        with:
                                          script: |
                                            console.log('${{ github.ref }}')
                                            console.log('${{ github.event.issue.title }}')
                                        """)))
                .singleElement()
                .asString()
                .startsWith(
                        "10:30: warning: `github.event.issue.title` may hold what a stranger wrote")
                .endsWith("put it into `env` and use process.env");
        assertThat(
                        found(
                                step(
                                        "uses: actions/github-script@v7\nwith: {script: x, other: '${{ github.event.issue.title }}'}")))
                .isEmpty();
        assertThat(found(step("uses: a/b@v1\nwith: {script: '${{ github.event.issue.title }}'}")))
                .isEmpty();
    }

    @Test
    void valuesThatStandTwiceInAMatrixAreNamed() {
        assertThat(
                        found(
                                job(
                                        """
                                        runs-on: l
                                        strategy:
                                          matrix:
                                            a: [1, 2, 1]
                                            b: [{x: 1, y: 2}, {y: 2, x: 1}, {x: 1}]
                                            c: ['1', 1, a, A, '${{ github.ref }}', '${{ github.ref }}']
                                        steps: [{run: x}]
                                        """)))
                .containsExactly(
                        "7:19: warning: `1` stands twice in `a`",
                        "8:27: warning: This value stands twice in `b`");
    }

    @Test
    void entriesThatExcludeNothingAreNamed() {
        assertThat(
                        found(
                                job(
                                        """
                                        runs-on: l
                                        strategy:
                                          matrix:
                                            os: [{name: a, cpu: [x, y]}, {name: b}]
                                            v: [1, 2]
                                            exclude:
                                              - os: {name: c}
                                              - os: {name: a, cpu: [y]}
                                              - os: {name: b, more: x}
                                              - {os: {NAME: A, cpu: [x]}, v: '1'}
                                              - os: a
                                              - os: {}
                                        steps: [{run: x}]
                                        """)))
                .containsExactly(
                        "10:17: warning: This is no value of `os`, so this entry excludes nothing",
                        "11:17: warning: This is no value of `os`, so this entry excludes nothing",
                        "12:17: warning: This is no value of `os`, so this entry excludes nothing",
                        "14:17: warning: `a` is no value of `os`, so this entry excludes nothing");
    }

    @Test
    void emptyListsAreNamed() {
        assertThat(found("on: {release: {types: []}}\njobs: {a: {runs-on: l, steps: [{run: x}]}}"))
                .containsExactly("1:23: warning: `types` is an empty list");
        assertThat(found(job("runs-on: []\nneeds: []\nsteps: [{run: x}]")))
                .containsExactly(
                        "4:14: warning: `runs-on` is an empty list",
                        "5:12: warning: `needs` is an empty list");
    }

    @Test
    void inputsThatContradictThemselvesAreNamed() {
        assertThat(
                        found(
                                """
                                on:
                                  workflow_dispatch:
                                    inputs: {a: {type: choice, options: [x, y, x]}}
                                  workflow_call:
                                    inputs: {b: {type: string, required: true, default: x}}
                                  workflow_run: {types: [completed]}
                                jobs: {a: {runs-on: l, steps: [{run: x}]}}
                                """))
                .containsExactly(
                        "3:48: warning: The option `x` of the input `a` stands twice",
                        "5:48: warning: The input `b` is required, so nothing uses its default",
                        "6:18: warning: `workflow_run` names no `workflows`: here the end of every run starts this file, elsewhere such a file is refused");
    }

    @Test
    void anUnknownKeyBelowADispatchDoesNoHarmAndIsNamed() {
        String text = "on: {%s: {input: {a: }}}\njobs: {a: {runs-on: l, steps: [{run: x}]}}";
        assertThat(found(text.formatted("workflow_dispatch")))
                .containsExactly(
                        "1:26: warning: `input` is no key of a workflow_dispatch event and does nothing; did you mean `inputs`?");
        assertThat(found(text.formatted("workflow_call")))
                .singleElement()
                .asString()
                .startsWith("1:22: error: Unknown key `input`");
        assertThat(
                        found(
                                "on: {workflow_dispatch: {inputs: {a: {typ: x}}}}\njobs: {a: {runs-on: l, steps: [{run: x}]}}"))
                .as("deeper it is an error")
                .singleElement()
                .asString()
                .contains("error: Unknown key `typ`");
    }

    @Test
    void inputsOfTheEventAreHeldAgainstTheTrigger() {
        String text =
                "on: {%s: {inputs: {level: {type: string}}}}\njobs: {a: {runs-on: l, if: github.event.inputs.levl, steps: [{run: x}]}}";
        assertThat(found(text.formatted("workflow_dispatch")))
                .containsExactly(
                        "2:28: warning: `github.event.inputs.levl` is always empty: `workflow_dispatch` has no input `levl`; did you mean `level`?");
        assertThat(found(text.formatted("workflow_call"))).as("of the caller's event").isEmpty();
    }

    @Test
    void aPasswordThatIsWrittenOutIsNamed() {
        String text =
                "runs-on: l\ncontainer: {image: i, credentials: {username: u, password: %s}}\nsteps: [{run: x}]";
        assertThat(found(job(text.formatted("geheim"))))
                .singleElement()
                .asString()
                .startsWith("5:64: warning: The password is written out");
        assertThat(found(job(text.formatted("'${{ secrets.P }}'")))).isEmpty();
    }
}
