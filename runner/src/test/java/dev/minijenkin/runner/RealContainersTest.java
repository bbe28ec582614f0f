package dev.minijenkin.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.engine.command.CommandArguments;
import dev.minijenkin.testing.GitFolder;
import dev.minijenkin.testing.Rows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Jobs in real containers, where this host can start some.
class RealContainersTest {
    @TempDir static Path store;
    private static Optional<RealEngine> found = Optional.empty();

    @TempDir Path folder;

    @SuppressWarnings("NullAway.Init")
    private GitFolder git;

    @SuppressWarnings("NullAway.Init")
    private RunnerBench bench;

    @SuppressWarnings("NullAway.Init")
    private Runner runner;

    @BeforeAll
    static void find() {
        found = RealEngine.find(store.resolve("engine"));
    }

    @AfterAll
    static void forget() {
        found.ifPresent(RealEngine::close);
    }

    @BeforeEach
    void start() {
        assumeThat(found).as("a podman or docker that works").isPresent();
        git = GitFolder.create(folder);
    }

    @AfterEach
    void stop() {
        if (runner != null) {
            runner.close();
            bench.close();
        }
    }

    @Test
    void stepsRunInsideWithTheirFilesAndServicesBeside() throws Exception {
        git.write("hello.txt", "hello from the repository\n");
        RunId run =
                run(
                        """
                        on: push
                        env: {MANY: "one\\ntwo"}
                        jobs:
                          only:
                            runs-on: linux
                            container:
                              image: %1$s
                              env: {OF_CONTAINER: yes}
                            services:
                              web:
                                image: %1$s
                                command: httpd -f -p 80 -h /www
                                ports: [80]
                                volumes: ['%2$s:/www']
                                options: >-
                                  --health-cmd "wget -q -O - http://localhost/word"
                                  --health-interval 1s
                            steps:
                              - uses: actions/checkout@v4
                              - run: |
                                  cat hello.txt
                                  test -x /bin/bash && echo bash || echo only sh
                                  test "$PWD" = /__w/shop/shop
                                  echo "A=${{ github.workspace }}" >> "$GITHUB_ENV"
                                  echo /opt/tool/bin >> "$GITHUB_PATH"
                                  echo made > made.txt
                                  grep -c after "$GITHUB_EVENT_PATH"
                                  echo "$MANY $OF_CONTAINER $HOME"
                              - working-directory: /tmp
                                run: |
                                  echo "$A ${PATH%%%%:*} $PWD"
                                  wget -q -O - http://web/word
                              - run: cat made.txt; echo "port ${{ job.services.web.ports['80'] }}"
                        """
                                .formatted(RealEngine.IMAGE, word()));

        bench.assertSucceeds(run);
        assertThat(bench.printed(run))
                .containsSubsequence(
                        "hello from the repository",
                        "only sh",
                        "1",
                        "one",
                        "two yes /github/home",
                        "/__w/shop/shop /opt/tool/bin /tmp",
                        "the word of the service",
                        "made")
                .anyMatch(line -> line.matches("port \\d+"));
        assertNothingLeft();
    }

    @Test
    void whatIsCancelledEndsInside() throws Exception {
        RunId run =
                run(
                        """
                        on: push
                        jobs:
                          only:
                            runs-on: linux
                            container: %s
                            steps:
                              - run: |
                                  trap 'echo heard; exit 3' INT
                                  (trap '' INT TERM; sleep 1000) &
                                  echo waiting
                                  while :; do sleep 1; done
                              - if: always()
                                run: ps | grep -c '[s]leep 1000' || echo none left
                        """
                                .formatted(RealEngine.IMAGE));
        bench.awaitLine(run, "waiting");

        bench.command("cancel", CommandArguments.NONE, run);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.CANCELLED);
        assertThat(bench.printed(run)).contains("heard", "none left");
        assertNothingLeft();
    }

    @Test
    void actionsThatAreContainersAreBuiltOnceAndLeaveWhatTheyHaveToDoLater() throws Exception {
        git.write(
                "tools/greet/Dockerfile",
                "FROM %s\nCOPY greet /greet\nENTRYPOINT [\"/bin/sh\", \"/greet\"]\n"
                        .formatted(RealEngine.IMAGE));
        git.write(
                "tools/greet/greet",
                """
                #!/bin/sh
                echo "$1 $INPUT_WHO in $PWD as $(id -u), $GREETING"
                echo "said=$1" >> "$GITHUB_OUTPUT"
                echo "kept=$INPUT_WHO" >> "$GITHUB_STATE"
                echo made > "$GITHUB_WORKSPACE/made.txt"
                """);
        git.write(
                "tools/greet/action.yml",
                """
                inputs: {who: {default: nobody}}
                runs:
                  using: docker
                  image: Dockerfile
                  args: ['hello ${{ inputs.who }}']
                  env: {GREETING: 'from ${{ github.ref_name }}'}
                  post-entrypoint: /bin/echo
                """);
        RunId run =
                run(
                        """
                        on: push
                        jobs:
                          only:
                            runs-on: linux
                            steps:
                              - uses: actions/checkout@v4
                              - id: greet
                                uses: ./tools/greet
                                with: {who: you}
                              - run: cat made.txt; echo "${{ steps.greet.outputs.said }}"
                              - uses: ./tools/greet
                              - uses: docker://%s
                                with: {args: 'sh -c "echo $STEP; touch /tmp/x"'}
                                env: {STEP: image as action}
                        """
                                .formatted(RealEngine.IMAGE));

        bench.assertSucceeds(run);
        assertThat(bench.printed(run))
                .containsSubsequence(
                        "hello you you in /github/workspace as 0, from main",
                        "made",
                        "hello you",
                        "hello nobody nobody in /github/workspace as 0, from main",
                        "image as action",
                        "hello nobody",
                        "hello you");
        assertThat(bench.stepStates(run)).contains("Post Run ./tools/greet: SUCCESS/SUCCESS");
        assertNothingLeft();
    }

    @Test
    void programsForNodeRunInsideByTheNodeOfTheHost() throws Exception {
        assumeThat(Path.of("/usr/bin/node")).as("a node of one file").exists();
        git.write("tools/js/action.yml", "runs: {using: node20, main: main.js}\n");
        git.write(
                "tools/js/main.js",
                """
                console.log(process.cwd() + ' ' + require('fs').existsSync('/www'));
                require('fs').appendFileSync(process.env.GITHUB_OUTPUT, 'where=' + __dirname + '\\n');
                """);
        RunId run =
                run(
                        """
                        on: push
                        jobs:
                          only:
                            runs-on: linux
                            container:
                              image: %s
                              volumes: ['/lib:/lib:ro', '/lib64:/lib64:ro', '%s:/www']
                            steps:
                              - uses: actions/checkout@v4
                              - {id: js, uses: ./tools/js}
                              - run: echo "${{ steps.js.outputs.where }}"
                        """
                                .formatted(RealEngine.IMAGE, word()));

        bench.assertSucceeds(run);
        assertThat(bench.printed(run))
                .containsSubsequence("/__w/shop/shop true", "/__w/shop/shop/tools/js");
    }

    @Test
    void aRunnerRemovesWhatItsPredecessorLeft() throws Exception {
        RealEngine engine = found.orElseThrow();
        Path work = Files.createDirectories(folder.resolve("runner"));
        String id = "0a1b2c3d-0000-4000-8000-000000000000";
        Files.writeString(work.resolve(".id"), id);
        engine.ask(
                "run",
                "--detach",
                "--label",
                "dev.mini-jenkin.runner=" + id,
                RealEngine.IMAGE,
                "sleep",
                "1000");
        engine.ask("network", "create", "--label", "dev.mini-jenkin.runner=" + id, "left-over");

        begin();

        await("the removal").atMost(Rows.PATIENCE).untilAsserted(this::assertNothingLeft);
    }

    private Path word() throws Exception {
        Path www = Files.createDirectories(folder.resolve("www"));
        Files.writeString(www.resolve("word"), "the word of the service\n");
        return www;
    }

    private void assertNothingLeft() throws Exception {
        RealEngine engine = found.orElseThrow();
        assertThat(engine.ask("ps", "--all", "--quiet")).isEmpty();
        assertThat(
                        engine.ask(
                                "network",
                                "ls",
                                "--quiet",
                                "--filter",
                                "label=dev.mini-jenkin.runner"))
                .isEmpty();
    }

    private void begin() {
        String commit = git.commit("Files");
        git.push("main");
        bench = new RunnerBench(git.bare(), commit);
        runner = bench.runner(folder.resolve("runner"), found.orElseThrow().search());
    }

    private RunId run(String workflow) {
        begin();
        return bench.push(workflow);
    }
}
