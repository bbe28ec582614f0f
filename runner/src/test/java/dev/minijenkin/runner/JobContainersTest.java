package dev.minijenkin.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.runner.host.container.EngineSearch;
import dev.minijenkin.testing.Rows;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How the program that starts containers is called: by one that writes it down.
class JobContainersTest {
    private static final String IN_A_CONTAINER =
            """
            on: push
            jobs:
              only:
                runs-on: linux
                container: %s
                steps:
            """;

    @TempDir Path folder;
    private RunnerBench bench;
    private FakeDocker docker;

    @SuppressWarnings("NullAway.Init") // Begun by each test, once its program is as it shall be.
    private Runner runner;

    @BeforeEach
    void start() {
        docker = FakeDocker.in(folder.resolve("docker"));
        bench = new RunnerBench(folder.resolve("nowhere.git"), "0".repeat(40));
    }

    @AfterEach
    void stop() {
        if (runner != null) {
            runner.close();
        }
        bench.close();
    }

    @Test
    void stepsRunInTheContainerOfTheirJobAndNothingIsLeft() {
        RunId run =
                push(
                        """
                        on: push
                        env: {WORD: secretive}
                        jobs:
                          only:
                            runs-on: linux
                            container:
                              image: node:${{ github.event.number }}
                              env: {GIVEN: 'two words', PGPASSWORD: '${{ env.WORD }}'}
                              options: --cpus 1 --hostname "a b"
                              volumes: ['/srv/data:/data']
                              ports: [8080]
                            steps:
                              - id: first
                                run: |
                                  echo "$PWD $GITHUB_WORKSPACE ${{ github.workspace }}" | tr ' ' '\\n'
                                  echo "A=1" >> "$GITHUB_ENV"
                                  echo "said=yes" >> "$GITHUB_OUTPUT"
                              - run: echo "$A ${{ steps.first.outputs.said }} ${{ job.container.id }}"
                        """);

        bench.assertSucceeds(run);
        assertThat(bench.printed(run))
                .contains("/__w/shop/shop")
                .anyMatch(line -> line.startsWith("1 yes id-of-mini-jenkin-"));
        assertThat(docker.left()).isEmpty();
        assertThat(String.join("\n", docker.calls())).doesNotContain("secretive", "two words");
        assertThat(calls())
                .containsSubsequence(
                        "network create --label L --label L N",
                        "pull node:7",
                        "start C-1",
                        "inspect --type container C-1",
                        "rm --force --volumes C-1",
                        "network rm N");
        assertThat(calls())
                .anyMatch(call ->
                        call.startsWith(
                                        "create --name C-1 --label L --label L --network N --workdir /__w/shop/shop --volume ")
                                && call.contains(" --publish 8080 ")
                                && call.endsWith(
                                        " --entrypoint tail --env CI --env GITHUB_ACTIONS --env GIVEN"
                                                + " --env PGPASSWORD --env-file F --volume /srv/data:/data --cpus 1"
                                                + " --hostname a b node:7 -f /dev/null"))
                .anyMatch(call ->
                        call.startsWith("exec --workdir /__w/shop/shop --env A ")
                                && call.endsWith("sh -e /github/file_commands/step_2.sh"));
    }

    @Test
    void servicesAreAwaitedAndTellTheirPorts() {
        docker.write("health", "healthy");
        RunId run =
                push(
                        """
                        on: push
                        jobs:
                          only:
                            runs-on: linux
                            services:
                              db:
                                image: postgres:17
                                ports: ['5432']
                                credentials: {username: ana, password: "pass${{ github.event.number }}"}
                                command: -c fsync=off
                              none: {image: '${{ github.event.nothing }}'}
                            steps:
                              - run: echo "${{ job.services.db.ports['5432'] }} ${{ job.services.db.network }}"
                        """);

        bench.assertSucceeds(run);
        assertThat(bench.printed(run)).anyMatch(line -> line.startsWith("49153 mini-jenkin-"));
        assertThat(docker.lines("password")).containsExactly("pass7");
        assertThat(docker.left()).isEmpty();
        assertThat(String.join("\n", docker.calls())).doesNotContain("pass7");
        assertThat(calls())
                .containsSubsequence(
                        "--config D login --username ana --password-stdin",
                        "--config D pull postgres:17",
                        "create --name C-1 --label L --label L --network N --network-alias db"
                                + " --publish 5432 postgres:17 -c fsync=off",
                        "start C-1");
    }

    @Test
    void aServiceThatIsNotHealthyShowsItsLogAndFailsTheJob() {
        docker.write("health", "unhealthy");
        RunId run =
                push(
                        """
                        on: push
                        jobs:
                          only:
                            runs-on: linux
                            services: {db: 'postgres:17'}
                            steps: [{run: echo never}]
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(bench.error(run))
                .contains("the service 'db', which its health check calls unhealthy");
        assertThat(bench.log(bench.job(run)))
                .contains("what the service said")
                .doesNotContain("never");
        assertThat(docker.left()).isEmpty();
    }

    @Test
    void anImageThatNobodyHasAndAContainerThatDoesNotStartFailTheJob() {
        RunId missing = push(IN_A_CONTAINER.formatted("'missing:1'") + "      - run: echo never\n");
        assertThat(bench.awaitRun(missing).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(bench.error(missing)).contains("needs the image 'missing:1'");
        assertThat(bench.log(bench.job(missing))).anyMatch(line -> line.contains("access denied"));

        docker.write("broken", "");
        RunId broken = bench.push(IN_A_CONTAINER.formatted("'a:1'") + "      - run: echo never\n");
        assertThat(bench.awaitRun(broken).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(bench.error(broken))
                .contains("does not start")
                .contains("port is already allocated");
        assertThat(docker.left()).isEmpty();
    }

    @Test
    void signalsReachTheProcessInside() {
        RunId run =
                push(
                        IN_A_CONTAINER.formatted("'a:1'")
                                + """
                                - timeout-minutes: 0.02
                                  run: |
                                    trap 'echo heard; exit 3' INT
                                    sh -c 'trap "" INT TERM; echo "number $$"; sleep 1000; sleep 1000' &
                                    echo waiting
                                    while :; do sleep 0.05; done
                                """
                                        .indent(6));

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(bench.printed(run)).contains("waiting", "heard");
        String number =
                bench.printed(run).stream()
                        .filter(line -> line.startsWith("number "))
                        .findFirst()
                        .orElseThrow()
                        .substring("number ".length());
        await("the end of what ignores signals")
                .atMost(Rows.PATIENCE)
                .until(() -> ProcessHandle.of(Long.parseLong(number)).isEmpty());
    }

    @Test
    void anActionThatIsAContainerFindsItsInputsAndTheWorkspace() {
        docker.write(
                "image",
                """
                printf '<%s>' "$@"
                echo
                echo "$PWD $INPUT_WHO $WORD $RUNNER_TEMP $GITHUB_WORKSPACE ${HOME##*/}" | tr ' ' '\\n' | sed 's/.*\\///'
                echo "said=$INPUT_WHO" >> "$GITHUB_OUTPUT"
                exit "${INPUT_CODE:-0}"
                """);
        RunId run =
                pushSteps(
                        """
                        - id: it
                          uses: docker://tool:1
                          env: {WORD: 'hidden word'}
                          with: {who: 'me', entrypoint: /run, args: 'one "two three" ${{ github.event.number }}'}
                        - run: echo "${{ steps.it.outputs.said }}"
                        - uses: docker://tool:1
                          with: {code: 3}
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(bench.printed(run))
                .containsSubsequence("<one><two three><7>", "me", "shop", "_github_home", "me")
                .contains("##[error]Process completed with exit code 3.");
        assertThat(String.join("\n", docker.calls())).doesNotContain("hidden word");
        assertThat(calls())
                .contains("pull tool:1")
                .anyMatch(call ->
                        call.startsWith(
                                        "run --rm --name C-1 --label L --label L --workdir /github/workspace --entrypoint /run --volume ")
                                && call.endsWith(" tool:1 one two three 7"))
                .noneMatch(call -> call.startsWith("network create"));
    }

    @Test
    void eachOfThoseThatRunBesideOthersHasItsOwnNameAndVariables() {
        docker.write(
                "image",
                """
                [ "$INPUT_WHO" != slow ] || until [ -e "$GITHUB_WORKSPACE/go" ]; do sleep 0.05; done
                echo "$INPUT_WHO has $LD_WORD"
                """);
        RunId run =
                pushSteps(
                        """
                        - {id: slow, background: true, uses: 'docker://tool:1', with: {who: slow}, env: {LD_WORD: one}}
                        - {id: quick, background: true, uses: 'docker://tool:1', with: {who: quick}, env: {LD_WORD: two}}
                        - wait: quick
                        - {uses: 'docker://tool:1', with: {who: third}, env: {LD_WORD: three}}
                        - run: touch go
                        - wait: slow
                        """);

        bench.assertSucceeds(run);
        assertThat(bench.printed(run)).contains("slow has one", "quick has two", "third has three");
        assertThat(calls().stream().filter(call -> call.startsWith("run ")))
                .extracting(call -> call.replaceFirst("run --rm --name (\\S+) .*", "$1"))
                .containsExactlyInAnyOrder("C-1", "C-2", "C-3");
        assertThat(docker.left()).isEmpty();
    }

    @Test
    void whatARunnerLeftIsRemovedByTheNextOneInItsFolder() {
        RunId run =
                push(
                        IN_A_CONTAINER.formatted("'a:1'")
                                + "      - run: touch \"${0%/*}/../../x\"; sleep 1000\n");
        await("the container").atMost(Rows.PATIENCE).until(() -> docker.left().size() == 2);
        bench.awaitRunning(run);
        // As if it had been killed: nobody can remove anything any more.
        docker.write("away", "");
        runner.close();
        assertThat(docker.left()).hasSize(2);
        docker.delete("away");
        docker.write("container.stranger", "dev.mini-jenkin.runner=somebody-else\n");

        runner = bench.runner(folder.resolve("oak"), docker.search());

        await("the removal")
                .atMost(Rows.PATIENCE)
                .until(() -> docker.left().equals(List.of("container.stranger")));
    }

    @Test
    void aRunnerWithoutContainersIsNotOfferedTheJob() {
        docker.write("away", "");
        RunId run = push(IN_A_CONTAINER.formatted("'a:1'") + "      - run: echo inside\n");
        RunId other = bench.pushSteps("- run: echo outside");

        assertThat(bench.awaitRun(other).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.job(run).state()).isEqualTo(JobState.QUEUED);
        runner.close();
        docker.delete("away");
        runner = bench.runner(folder.resolve("oak"), docker.search());
        bench.assertSucceeds(run);
    }

    @Test
    void aRunnerThatWasGivenTheLabelAloneSaysWhatIsMissing() {
        runner = bench.runner("oak", 1, folder.resolve("oak"), List.of("linux", "docker"));
        RunId run = bench.push(IN_A_CONTAINER.formatted("'a:1'") + "      - run: echo inside\n");

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(bench.error(run))
                .contains("needs a container, and this runner has neither docker nor podman");
    }

    private RunId push(String workflow) {
        startRunner();
        return bench.push(workflow);
    }

    private RunId pushSteps(String steps) {
        startRunner();
        return bench.pushSteps(steps);
    }

    private void startRunner() {
        EngineSearch search = docker.search();
        runner = bench.runner(folder.resolve("oak"), search);
    }

    /// With what differs from run to run under a letter.
    private List<String> calls() {
        return docker.calls().stream()
                .map(call ->
                        call.replaceAll("mini-jenkin-[0-9a-f]{8}-\\d+-network", "N")
                                .replaceAll("mini-jenkin-[0-9a-f]{8}-\\d+-", "C-")
                                .replaceAll("--label \\S+", "--label L")
                                .replaceAll("--config \\S+", "--config D")
                                .replaceAll("--env-file \\S+", "--env-file F"))
                .toList();
    }
}
