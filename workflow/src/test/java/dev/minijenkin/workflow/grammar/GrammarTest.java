package dev.minijenkin.workflow.grammar;

import static dev.minijenkin.workflow.reader.Workflows.job;
import static dev.minijenkin.workflow.reader.Workflows.problems;
import static dev.minijenkin.workflow.reader.Workflows.step;
import static dev.minijenkin.workflow.reader.Workflows.valid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.workflow.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrammarTest {
    private static final String JOBS = "\njobs: {a: {runs-on: l, steps: [{run: x}]}}";

    private static List<String> errors(String text) {
        return problems(text).stream().filter(problem -> problem.contains(" error: ")).toList();
    }

    private static List<String> ofEvents(String on) {
        return errors("on: " + on + JOBS);
    }

    private static List<String> ofJob(String keys) {
        return errors(job(keys + "\nruns-on: l\nsteps: [{run: x}]"));
    }

    @Test
    void allEventsAreKnownInAllForms() {
        List<String> events = List.copyOf(WorkflowGrammar.TABLE.mapping("on").keys().keySet());
        assertThat(events).hasSize(37);
        assertThat(ofEvents(events.toString())).isEmpty();
        for (String event : events) {
            assertThat(ofEvents(event)).isEmpty();
            if (!event.equals("schedule")) {
                assertThat(ofEvents("{" + event + ": }")).as(event).isEmpty();
            }
        }
    }

    @Test
    void eventsHaveTheirFiltersAndActivities() {
        assertThat(ofEvents("{pull_request: {types: [opened, closed], branches: x, paths: [y]}}"))
                .isEmpty();
        assertThat(ofEvents("{pull_request: {types: opened}}")).isEmpty();
        assertThat(ofEvents("{pull_request: {types: [opend]}}"))
                .containsExactly(
                        "1:29: error: Unknown activity type `opend` of pull_request; did you mean `opened`?");
        assertThat(ofEvents("{push: {branch: main}}"))
                .containsExactly(
                        "1:13: error: Unknown key `branch` in a push event; did you mean `branches`?");
        assertThat(ofEvents("{repository_dispatch: {types: [anything, at-all]}}")).isEmpty();
        assertThat(ofEvents("{workflow_run: {workflows: ['CI [x] (+)'], types: [completed]}}"))
                .isEmpty();
        assertThat(ofEvents("{push: {branches: ''}}")).hasSize(1);
        assertThat(ofEvents("{push: {branches: , tags-ignore: ~}, pull_request: {types: }}"))
                .isEmpty();
    }

    @Test
    void filtersOfOtherEventsDoNothingAndAreWarnings() {
        assertThat(
                        problems(
                                "on: {pull_request: {tags: x, types: [published]}, create: {branches: y}, issues: {paths: z}}"
                                        + JOBS))
                .contains(
                        "1:21: warning: `tags` is no filter of a pull_request event and does nothing",
                        "1:60: warning: `branches` is no filter of a create event and does nothing",
                        "1:83: warning: `paths` is no filter of an issues event and does nothing")
                .anyMatch(problem -> problem.contains("`published` is no activity of pull_request"))
                .noneMatch(problem -> problem.contains("error"));
    }

    @Test
    void bothFormsOfAFilterCountAndAreNamed() {
        assertThat(problems("on: {push: {paths: x, paths-ignore: y}}" + JOBS))
                .containsExactly(
                        "1:23: warning: `paths` and `paths-ignore` stand for one event: both count here, and elsewhere"
                                + " such a file is refused; use `!` in `paths`");
        assertThat(problems("on: {push: {branches: [], tags-ignore: []}}" + JOBS))
                .containsExactly(
                        "1:13: warning: `branches` has no value and filters nothing",
                        "1:27: warning: `tags-ignore` has no value and filters nothing");
    }

    @Test
    void patternsThatHardlyMeanWhatTheySayAreWarnings() {
        assertThat(doubts("branches", "[refs/heads/main, /a, b/, 'c d', '[^ab]*', v1.x+]"))
                .containsExactly(
                        "The pattern 'refs/heads/main': names are compared without `refs/heads/` or `refs/tags/`",
                        "The pattern '/a': no name begins or ends with `/` or has two together",
                        "The pattern 'b/': no name begins or ends with `/` or has two together",
                        "The pattern 'c d': no name has a blank, `~`, `^` or `:`");
        assertThat(doubts("paths-ignore", "[/a, ./a, '!../a', 'a b', a/, 'a ']"))
                .containsExactly(
                        "The pattern '/a': paths begin at the top of the repository, without `/`, `./` or `../`",
                        "The pattern './a': paths begin at the top of the repository, without `/`, `./` or `../`",
                        "The pattern '!../a': paths begin at the top of the repository, without `/`, `./` or `../`",
                        "The pattern 'a/': only files are compared, so write `**` after the last `/`",
                        "The pattern 'a ': there is a blank at the beginning or the end");
        assertThat(doubts("tags", "['v\\d+', 'v\\\\d', 'v\\*', '+', '!?x', 'a?']"))
                .containsExactly(
                        "The pattern 'v\\d+': `\\` before a letter or digit means that character; a set is written as [0-9]",
                        "The pattern '+': `?` or `+` with nothing before it means itself",
                        "The pattern '!?x': `?` or `+` with nothing before it means itself");
    }

    private static List<String> doubts(String filter, String patterns) {
        return problems("on: {push: {%s: %s}}".formatted(filter, patterns) + JOBS).stream()
                .map(problem -> problem.replaceFirst("^1:\\d+: warning: ", ""))
                .toList();
    }

    @Test
    void schedulesAreChecked() {
        assertThat(ofEvents("{schedule: [{cron: '0 0 * * *', timezone: Europe/Berlin}]}"))
                .isEmpty();
        assertThat(ofEvents("{schedule: [{cron: '0 0 * *'}]}"))
                .singleElement()
                .asString()
                .startsWith("1:24: error: A cron expression has five fields");
        assertThat(ofEvents("{schedule: [{timezone: UTC}]}"))
                .containsExactly("1:17: error: `cron` is missing in a schedule");
        assertThat(
                        problems(
                                "on: {schedule: [{cron: '* * * * *', timezone: Nowhere/At_all}]}"
                                        + JOBS))
                .anyMatch(problem -> problem.contains("less than 5 minutes apart"))
                .anyMatch(problem -> problem.contains("no time zone `Nowhere/At_all`"));
    }

    @Test
    void inputsOfTriggersAreChecked() {
        assertThat(ofEvents("{workflow_dispatch: {inputs: {a: {required: 'true'}}}}")).isEmpty();
        assertThat(ofEvents("{workflow_dispatch: {inputs: {a: {required: 'yes'}}}}")).hasSize(1);
        assertThat(ofEvents("{workflow_dispatch: {inputs: }}")).isEmpty();
        assertThat(
                        ofEvents(
                                "{workflow_dispatch: {inputs: {a: , b: {type: choice, options: [x]}}}}"))
                .isEmpty();
        assertThat(ofEvents("{workflow_dispatch: {inputs: {a: {type: choice}}}}")).hasSize(1);
        assertThat(ofEvents("{workflow_dispatch: {inputs: {a: {type: bool}}}}"))
                .singleElement()
                .asString()
                .endsWith("not `bool`; did you mean `boolean`?");
        assertThat(ofEvents("{workflow_call: {inputs: {a: {}}}}"))
                .containsExactly("1:34: error: `type` is missing in the input `a`");
        assertThat(ofEvents("{workflow_call: {inputs: {a: {type: choice}}}}")).hasSize(1);
        assertThat(ofEvents("{workflow_call: {outputs: {a: {value: '${{ jobs.a.outputs.x }}'}}}}"))
                .isEmpty();
        assertThat(ofEvents("{workflow_call: {outputs: {a: {value: '${{ needs.a }}'}}}}"))
                .hasSize(1);
        assertThat(
                        ofEvents(
                                "{workflow_call: {inputs: {a: {type: string, default: '${{ github.ref }}'}}}}"))
                .isEmpty();
    }

    @Test
    void permissionsHaveScopesAndLevels() {
        assertThat(errors("on: push\npermissions: {}" + JOBS)).isEmpty();
        assertThat(errors("on: push\npermissions: read-all" + JOBS)).isEmpty();
        assertThat(errors("on: push\npermissions: {id-token: write, models: read}" + JOBS))
                .isEmpty();
        assertThat(errors("on: push\npermissions: {id-token: read}" + JOBS)).hasSize(1);
        assertThat(errors("on: push\npermissions: {content: read}" + JOBS))
                .singleElement()
                .asString()
                .endsWith("did you mean `contents`?");
        assertThat(errors("on: push\npermissions: read" + JOBS)).hasSize(1);
        assertThat(errors("on: push\npermissions:" + JOBS)).hasSize(1);
    }

    @Test
    void aJobIsOneOfTwoKinds() {
        assertThat(
                        errors(
                                job(
                                        "uses: ./a.yml\nwith: {x: 1}\nsecrets: inherit\nstrategy: {matrix: {a: [1]}}")))
                .isEmpty();
        assertThat(errors(job("uses: a/b/c.yml@v1\nruns-on: l")))
                .containsExactly(
                        "5:5: error: `runs-on` cannot stand beside `uses` in the job `build`");
        assertThat(errors(job("name: x")))
                .containsExactly("4:5: error: `runs-on` or `uses` is missing in the job `build`");
        assertThat(errors(job("runs-on: l\nwith: {a: b}"))).hasSize(1);
        assertThat(errors(job("uses: ./a.yml\nenv: {a: b}"))).hasSize(1);
        assertThat(errors(job("uses: a/b@v1")))
                .singleElement()
                .asString()
                .contains("names no workflow");
        assertThat(errors(job("uses: ./a.yml@v1"))).singleElement().asString().contains("no @ref");
    }

    @Test
    void namesOfWorkflowsHaveTheirForms() {
        for (String name :
                List.of(
                        "./a.yaml",
                        "$/folder/a.yml",
                        "a/b/c.yml@v1",
                        "a-b/c.d_e/.github/workflows/x.yaml@feature/y",
                        "a/b/c.yml@refs/heads/main")) {
            assertThat(errors(job("uses: " + name))).as(name).isEmpty();
        }
        for (String name :
                List.of(
                        "./a.json",
                        "./folder/.yml",
                        "a/b/c@v1",
                        "a b/c/d.yml@v1",
                        "a/b!/c.yml@v1",
                        "a/b/c.yml@v1?",
                        "a/b/c.yml@v1..v2",
                        "a/b/c.yml@v 1",
                        "a/b/c.yml@/v1",
                        "a/b/c.yml@v1.",
                        "a/b/c.yml@main.lock")) {
            assertThat(errors(job("uses: " + name))).as(name).hasSize(1);
        }
    }

    @Test
    void aStepIsOneOfFiveKinds() {
        assertThat(
                        errors(
                                step("id: a\nrun: x\nbackground: true\n- wait: a\n- wait-all:\n- cancel: A")
                                        .replace("        - ", "      - ")))
                .isEmpty();
        assertThat(errors(step("wait: nothing")))
                .singleElement()
                .asString()
                .contains("No step before");
        assertThat(errors(step("wait: []\nrun: x")))
                .singleElement()
                .asString()
                .contains("`run` cannot stand beside `wait`");
        assertThat(errors(step("uses: a/b@v1\nshell: sh"))).hasSize(1);
    }

    @Test
    void namesOfActionsHaveTheirForms() {
        for (String name :
                List.of("a/b@v1", "a/b/c/d@v1", "./x", "./", "docker://alpine:3", "$/x", ".\\x")) {
            assertThat(errors(step("uses: " + name))).as(name).isEmpty();
        }
        for (String name : List.of("a@v1", "a/b", "a/b@", "/b@v1", "a/b@v1@v2", "checkout")) {
            assertThat(errors(step("uses: " + name))).as(name).hasSize(1);
        }
        assertThat(errors(step("uses: actions/${{ github.ref }}@v1"))).hasSize(1);
        assertThat(errors(step("uses: a/b/.github/workflows/c.yml@v1")))
                .singleElement()
                .asString()
                .contains("a job calls it");
    }

    @Test
    void matricesAreCheckedWhereTheyAreWrittenOut() {
        assertThat(
                        ofJob(
                                "strategy: {matrix: {os: [a, b], include: [{os: c, x: 1}], exclude: [{OS: a}]}}"))
                .isEmpty();
        assertThat(ofJob("strategy: {matrix: '${{ fromJSON(needs.a.outputs.m) }}'}")).isEmpty();
        assertThat(ofJob("strategy: {matrix: {os: '${{ fromJSON(vars.OS) }}'}}")).isEmpty();
        assertThat(ofJob("strategy: {matrix: {include: [{a: 1}]}}")).isEmpty();
        assertThat(ofJob("strategy: {matrix: {os: [a]}, fail-fast: false, max-parallel: 2}"))
                .isEmpty();
        assertThat(ofJob("strategy: {matrix: {}}"))
                .containsExactly(
                        "4:24: error: A matrix needs at least one key with values, or `include`");
        assertThat(ofJob("strategy: {matrix: {include: []}}")).hasSize(1);
        assertThat(ofJob("strategy: {matrix: {os: []}}"))
                .containsExactly("4:29: error: `os` has no values");
        assertThat(ofJob("strategy: {matrix: {os: [a], exclude: [{arch: x}]}}"))
                .singleElement()
                .asString()
                .contains("`arch` is no key of the matrix");
        assertThat(ofJob("strategy: {matrix: {os: ['${{ vars.A }}'], exclude: [{arch: x}]}}"))
                .as("left to the run")
                .isEmpty();
        assertThat(ofJob("strategy: {matrix: {os: [a], include: [{}], exclude: [{}]}}")).hasSize(2);
        assertThat(ofJob("strategy: {matrix: {os: linux}}")).hasSize(1);
        assertThat(ofJob("strategy: {matrix: {os: [a], include: [x]}}")).hasSize(1);
        assertThat(
                        problems(
                                job(
                                        "strategy: {matrix: {a: %s, b: %s}}\nruns-on: l\nsteps: [{run: x}]"
                                                .formatted(
                                                        "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17]",
                                                        "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17]"))))
                .anyMatch(problem -> problem.contains("289 combinations"));
    }

    @Test
    void imagesAreChecked() {
        assertThat(ofJob("container: ''")).isEmpty();
        assertThat(ofJob("container: {image: ''}"))
                .containsExactly("4:24: error: `image` must be a text, not an empty text");
        assertThat(ofJob("container: {options: x}"))
                .containsExactly("4:16: error: The image of a container cannot be empty");
        assertThat(ofJob("container: {options: '${{ vars.O }}'}")).isEmpty();
        assertThat(ofJob("container: 'docker://'")).hasSize(1);
        assertThat(ofJob("services: {db: {image: ''}}")).hasSize(1);
        assertThat(ofJob("services: {db: {ports: [1]}}")).hasSize(1);
        assertThat(ofJob("services: {db: ''}")).isNotEmpty();
        assertThat(ofJob("services: {db: '${{ matrix.x }}'}")).isEmpty();
        assertThat(ofJob("services: ${{ fromJSON('{}') }}")).isEmpty();
        assertThat(
                        ofJob(
                                "container: {image: x, credentials: {username: a, password: '${{ secrets.P }}'}}"))
                .isEmpty();
        assertThat(ofJob("container: {image: '${{ secrets.P }}'}")).hasSize(1);
    }

    @Test
    void concurrencyGroupsAreChecked() {
        assertThat(ofJob("concurrency: {group: a, queue: max}")).isEmpty();
        assertThat(ofJob("concurrency: {group: a, queue: max, cancel-in-progress: true}"))
                .hasSize(1);
        assertThat(ofJob("concurrency: {group: a, queue: all}")).hasSize(1);
        assertThat(ofJob("concurrency: ''")).hasSize(1);
        assertThat(ofJob("concurrency: " + "x".repeat(401))).hasSize(1);
        String both =
                "on: push\nconcurrency: %s\njobs: {a: {runs-on: l, concurrency: {group: %s}, steps: [{run: x}]}}";
        assertThat(errors(both.formatted("deploy", "deploy")))
                .singleElement()
                .asString()
                .startsWith("3:45: error: The job `a` waits for its own run for ever");
        assertThat(errors(both.formatted("deploy", "build"))).isEmpty();
        assertThat(errors(both.formatted("'${{ github.ref }}'", "'${{ github.ref }}'"))).isEmpty();
    }

    @Test
    void groupsOfRunnersHaveTheirForms() {
        assertThat(
                        ofJob("runs-on: {group: a, labels: [b]}").stream()
                                .filter(p -> !p.contains("already"))
                                .toList())
                .isEmpty();
        assertThat(errors(job("runs-on: {group: org/a}\nsteps: [{run: x}]"))).isEmpty();
        assertThat(errors(job("runs-on: {group: team/a}\nsteps: [{run: x}]"))).hasSize(1);
        assertThat(errors(job("runs-on: {group: org/}\nsteps: [{run: x}]"))).hasSize(1);
    }

    @Test
    void expressionsStandForValuesOfEveryType() {
        assertThat(
                        ofJob(
                                "continue-on-error: ${{ github.ref == 'x' }}\ntimeout-minutes: ${{ fromJSON(vars.T) }}"))
                .isEmpty();
        assertThat(ofJob("env: ${{ fromJSON(vars.ENV) }}")).isEmpty();
        assertThat(
                        valid(job("env: ${{ fromJSON(vars.ENV) }}\nruns-on: l\nsteps: [{run: x}]"))
                                .refusals())
                .extracting(Problem::message)
                .containsExactly(
                        "`env` from an expression instead of written out is not carried out here");
        assertThat(
                        ofJob(
                                "env: {'${{ vars.NAME }}': x, '${{ insert }}': '${{ fromJSON(vars.E) }}'}"))
                .isEmpty();
        assertThat(ofJob("env: {A: '${{ insert }}'}")).hasSize(1);
        assertThat(errors("on: push\n${{ insert }}: x" + JOBS)).hasSize(1);
    }

    @Test
    void aQuotedTextInBracesIsThatText() {
        assertThat(errors("name: ${{ 'x' }}\non: push" + JOBS)).isEmpty();
        assertThat(errors(job("runs-on: l\nsteps: [{run: x, shell: \"${{ 'bash' }}\"}]")))
                .isEmpty();
        assertThat(errors(job("runs-on: l\nsteps: [{run: x, shell: '${{ matrix.shell }}'}]")))
                .hasSize(1);
        assertThat(errors("name: ${{ 1 }}\non: push" + JOBS)).hasSize(1);
        assertThat(ofJob("if: \"${{ 'github.ref' }}\"")).isEmpty();
        assertThat(ofJob("if: \"${{ 'matrix.x' }}\""))
                .singleElement()
                .asString()
                .contains("Unrecognized named-value: 'matrix'");
        assertThat(errors(job("runs-on: ${{ 'l' }}\nsteps: [{run: \"${{ 'x' }}\"}]"))).isEmpty();
        assertThat(errors(job("runs-on: l\nsteps: [{run: x}]\nservices: ${{ 'redis' }}")))
                .containsExactly("6:15: error: `services` must be a mapping, not a text");
        assertThat(errors(step("run: x\ntimeout-minutes: ${{ '5' }}"))).hasSize(1);
        assertThat(errors(step("run: x\ntimeout-minutes: ${{ 5 }}"))).isEmpty();
    }

    @Test
    void contextsFollowTheTable() {
        assertThat(errors("on: push\nenv: {A: '${{ env.B }}'}" + JOBS)).hasSize(1);
        assertThat(errors("on: push\nenv: {A: '${{ secrets.B }}'}" + JOBS)).isEmpty();
        assertThat(errors("on: push\nrun-name: ${{ secrets.B }}" + JOBS)).hasSize(1);
        assertThat(ofJob("snapshot: {image-name: i, if: 'matrix.x == 1'}")).isEmpty();
        assertThat(ofJob("snapshot: {image-name: i, if: always()}")).isEmpty();
        assertThat(ofJob("snapshot: '${{ github.sha }}'")).hasSize(1);
        assertThat(ofJob("snapshot: {image-name: i, version: '${{ github.sha }}'}")).hasSize(1);
        assertThat(ofJob("if: matrix.x")).hasSize(1);
        assertThat(ofJob("if: hashFiles('x')")).hasSize(1);
        assertThat(ofJob("if: success('a') && failure()")).isEmpty();
        assertThat(ofJob("strategy: {matrix: {a: ['${{ strategy.job-index }}']}}")).hasSize(1);
        assertThat(ofJob("environment: {name: x, url: '${{ steps.a.outputs.u }}'}")).isEmpty();
        assertThat(ofJob("environment: {name: x, url: '${{ secrets.u }}'}")).hasSize(1);
        assertThat(ofJob("outputs: {a: '${{ steps.a.outputs.u }}'}")).isEmpty();
        assertThat(ofJob("outputs: {a: \"${{ hashFiles('x') }}\"}")).hasSize(1);
        assertThat(ofJob("defaults: {run: {shell: '${{ matrix.shell }}'}}")).isEmpty();
        assertThat(errors("on: push\ndefaults: {run: {shell: '${{ github.x }}'}}" + JOBS))
                .hasSize(1);
        assertThat(errors(step("run: x\nif: success('a')"))).hasSize(1);
        assertThat(errors(step("run: x\nif: secrets.A"))).hasSize(1);
        assertThat(errors(step("run: x\nwith: {a: b}"))).hasSize(1);
    }

    @Test
    void numbersAndNamesThatLookWrongAreOnlyWarnings() {
        assertThat(ofJob("timeout-minutes: 0")).isEmpty();
        assertThat(ofJob("timeout-minutes: '5'")).hasSize(1);
        assertThat(
                        ofEvents(
                                "{workflow_dispatch: {inputs: {1a: {type: boolean, default: 'true'}}}}"))
                .isEmpty();
    }

    @Test
    void onlyAChoiceHasOptionsAndItNeedsThem() {
        assertThat(ofEvents("{workflow_dispatch: {inputs: {a: {type: choice, options: [x]}}}}"))
                .isEmpty();
        assertThat(ofEvents("{workflow_dispatch: {inputs: {a: {type: choice}}}}"))
                .containsExactly("1:38: error: The input `a` is a choice without `options`");
        assertThat(ofEvents("{workflow_dispatch: {inputs: {a: {options: [x]}}}}"))
                .singleElement()
                .asString()
                .contains("must be of the type `choice`");
    }

    @Test
    void theKeysOf2026AreKnown() {
        assertThat(errors("on: push\npermissions: {code-quality: write, drives: read}" + JOBS))
                .isEmpty();
        assertThat(
                        ofEvents(
                                "{pull_request: {types: [stacked]}, issues: {types: [field_added, field_removed]}}"))
                .isEmpty();
        assertThat(errors(step("parallel: [{run: x}, {uses: ./a, with: {b: c}}]"))).isEmpty();
        assertThat(errors(step("parallel: [{wait: x}]")))
                .contains("6:21: error: Unknown key `wait` in a step");
    }
}
