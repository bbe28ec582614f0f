package dev.minijenkin.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.runner.action.load.ActionSources;
import dev.minijenkin.runner.fault.RunnerException;
import dev.minijenkin.runner.user.Confinement;
import dev.minijenkin.testing.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Jobs that run as other users of the host than the runner.
class RunAsTest {
    @TempDir Path folder;
    private LentUsers users;
    private RunnerBench bench;
    private Runner runner;
    private Path work;
    private Path secret;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        users = LentUsers.make(2);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        work = folder.resolve("runner");
        secret = Files.writeString(folder.resolve("secret"), "treasure=1\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r-----"));
        String commit =
                LentUsers.bash(
                        """
                        cd '%s'; git init -q shop; cd shop; mkdir act
                        echo hello > file
                        printf 'runs:\\n  using: composite\\n  steps: [{run: "id -un; cat file", shell: bash}]\\n' > act/action.yml
                        git add . ; git -c user.name=a -c user.email=a@b commit -qm one
                        chown -R %s .; git -c safe.directory='*' rev-parse HEAD
                        """
                                .formatted(folder, first()));
        bench = new RunnerBench(folder.resolve("shop"), commit);
        runner = bench.runner(as(List.of(first())), 1, work, mirrors());
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        if (bench != null) {
            runner.close();
            bench.close();
            users.close();
        }
    }

    private static Confinement as(List<String> names) {
        return new Confinement(names, Confinement.NO_LIMIT);
    }

    private ActionSources mirrors() {
        return new ActionSources(folder.resolve("mirrors").toString(), ActionSources.EVERY);
    }

    private String first() {
        return users.names().getFirst();
    }

    private List<String> succeeds(String steps) {
        RunId run = bench.pushSteps(steps);
        bench.assertSucceeds(run);
        return bench.printed(run);
    }

    @Test
    void stepsAreTheOtherUsersAndAllThatTheyMakeToo() {
        assertThat(
                        succeeds(
                                """
                                - uses: actions/checkout@v4
                                - uses: ./act
                                - run: |
                                    echo "$(id -un) $(id -Gn) $USER $LOGNAME $(stat -c %U . "$HOME" "$RUNNER_TEMP" file | sort -u)"
                                    echo "A=b" >> "$GITHUB_ENV"; echo "o=p" >> "$GITHUB_OUTPUT"; echo "$PWD" >> "$GITHUB_PATH"
                                    mv "$GITHUB_OUTPUT" "$RUNNER_TEMP/x"; cp "$RUNNER_TEMP/x" "$GITHUB_OUTPUT"
                                    echo done > "$HOME/kept"; git config --global a.b c; git log -1 --format=%s
                                    echo "# Told" >> "$GITHUB_STEP_SUMMARY"
                                  id: one
                                - run: echo "$A ${{ steps.one.outputs.o }} $(cat "$HOME/kept") ${{ hashFiles('file') != '' }}"
                                - {uses: actions/setup-node@v4, with: {registry-url: 'https://npm.example'}}
                                - run: stat -c %U "$NPM_CONFIG_USERCONFIG"
                                """))
                .contains(
                        "hello",
                        "%1$s %1$s %1$s %1$s %1$s".formatted(first()),
                        "one",
                        "b p done true",
                        first());
    }

    @Test
    void nothingOfTheRunnersCanBeRead() {
        long own = ProcessHandle.current().pid();
        List<String> printed =
                succeeds(
                        """
                        - run: |
                            cat /proc/%d/environ > /dev/null && echo reads its environment
                            cat /proc/%d/mem > /dev/null && echo reads its memory
                            ls '%s' && echo lists the work folder
                            cat '%s' && echo reads the secret
                            ls /proc/%d/fd && echo lists its files
                            kill -0 %d && echo can end it
                            echo "tried all"
                        """
                                .formatted(own, own, work, secret, own, own));
        assertThat(printed)
                .contains("tried all")
                .noneMatch(line -> line.startsWith("reads"))
                .noneMatch(line -> line.startsWith("lists"))
                .noneMatch(line -> line.startsWith("can"));
    }

    @Test
    void linksLeadTheRunnerNoFurtherThanTheyLeadTheSteps() {
        RunId run =
                bench.pushSteps(
                        """
                        - run: ln -s '%1$s' link; ln -s '%1$s' "$RUNNER_TEMP/matcher.json"; mkdir local; ln -s '%1$s' local/action.yml
                        - run: ln -sf '%1$s' "$GITHUB_STEP_SUMMARY"
                          continue-on-error: true
                        - run: rm "$GITHUB_OUTPUT"; ln -s '%1$s' "$GITHUB_OUTPUT"
                          id: output
                          continue-on-error: true
                        - run: echo "[${{ steps.output.outputs.treasure }}]"
                        - run: echo "::add-matcher::$RUNNER_TEMP/matcher.json"
                        - {uses: ./local, continue-on-error: true}
                        - {uses: actions/setup-node@v4, with: {node-version-file: link}, continue-on-error: true}
                        - {uses: actions/upload-artifact@v4, with: {name: taken, path: link}, continue-on-error: true}
                        - {uses: actions/cache/save@v4, with: {path: '%2$s/s*', key: taken}, continue-on-error: true}
                        - {uses: mini-jenkin/test-report@v1, with: {path: link}, continue-on-error: true}
                        - run: "rm -rf local; ln -s '%3$s' local"
                        - {uses: actions/checkout@v4, with: {path: local}, continue-on-error: true}
                        """
                                .formatted(secret, folder, work));
        bench.awaitRun(run);

        assertThat(bench.printed(run)).contains("[]");
        assertThat(bench.dump().replace("${{ steps.output.outputs.treasure }}", ""))
                .doesNotContain("treasure");
        assertThat(work.resolve("jobs")).exists();
        assertThat(secret).hasContent("treasure=1");
    }

    @Test
    void cachesAndArtifactsGoThereAndBack() {
        assertThat(
                        succeeds(
                                """
                                - run: mkdir -p d/e; head -c 300000 /dev/urandom > d/e/big; sha256sum d/e/big > sum
                                - {uses: actions/cache/save@v4, with: {path: d, key: k1}}
                                - {uses: actions/upload-artifact@v4, with: {name: all, path: d}}
                                - run: rm -rf d
                                - {uses: actions/cache/restore@v4, with: {path: d, key: k1, fail-on-cache-miss: true}}
                                - run: sha256sum -c sum; rm -rf d
                                - {uses: actions/download-artifact@v4, with: {name: all, path: d}}
                                - run: sha256sum -c sum; stat -c %U d d/e/big | sort -u
                                """))
                .contains("d/e/big: OK", first());
    }

    @Test
    void actionsOfOtherRepositoriesAreFetchedByTheRunnerAndCannotBeChangedByJobs()
            throws IOException, InterruptedException {
        LentUsers.bash(
                """
                cd '%s'; mkdir -p mirrors; git init -q tools; cd tools
                printf 'runs:\\n  using: composite\\n  steps: [{run: "id -un; touch $GITHUB_ACTION_PATH/own", shell: bash}]\\n' > action.yml
                git add . ; git -c user.name=a -c user.email=a@b commit -qm one; git branch v1
                git clone -q --bare . ../mirrors/team/tools.git
                """
                        .formatted(folder));
        assertThat(
                        succeeds(
                                """
                                - uses: team/tools@v1
                                - run: "! find '%s/actions' -name action.yml -writable | grep . && echo untouched"
                                """
                                        .formatted(work)))
                .contains(first(), "untouched");
        assertThat(LentUsers.bash("find '%s/actions' -name action.yml -user root".formatted(work)))
                .endsWith("action.yml");
    }

    @Test
    void whatAJobLeavesIsEndedHoweverItHides() throws IOException, InterruptedException {
        succeeds(
                """
                - run: |
                    env -i setsid bash -c 'trap "" TERM HUP INT; sleep 300 & exec sleep 301' > /dev/null 2>&1 &
                    disown; mkdir -p a/b; touch a/b/c; chmod 500 a/b a
                """);
        await().atMost(Rows.PATIENCE)
                .untilAsserted(() ->
                        assertThat(LentUsers.bash("ps -o pid= -u " + first() + " || true"))
                                .isEmpty());
        assertThat(work.resolve("jobs")).isEmptyDirectory();
    }

    @Test
    void aStepIsAskedToStopAsAnyOther() {
        RunId run =
                bench.pushSteps(
                        """
                        - run: |
                            trap 'echo asked; exit 3' INT
                            echo begun; while :; do sleep 0.1; done
                        - if: always()
                          run: echo cleaned
                        """);
        bench.awaitLine(run, "begun");
        bench.command("cancel", "{}", run);
        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.CANCELLED);
        assertThat(bench.printed(run)).contains("asked", "cleaned");
    }

    @Test
    void jobsThatRunAtATimeAreOfUsersOfTheirOwn() {
        runner.close();
        runner = bench.runner(as(users.names()), 2, work, mirrors());
        RunId run =
                bench.push(
                        """
                        on: push
                        jobs:
                          both:
                            runs-on: linux
                            strategy: {matrix: {n: [1, 2]}}
                            steps:
                              - run: |
                                  id -un; touch "$HOME/mine" %1$s/${{ matrix.n }}
                                  for i in {1..600}; do test -e %1$s/1 -a -e %1$s/2 && exit; sleep 0.1; done; exit 1
                        """
                                .formatted(shared()));
        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.jobs(run).stream().flatMap(job -> bench.log(job).stream()))
                .containsAll(users.names());
    }

    private Path shared() {
        try {
            Path shared = Files.createDirectory(folder.resolve("shared"));
            return Files.setPosixFilePermissions(
                    shared, PosixFilePermissions.fromString("rwxrwxrwx"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aRunnerWhoseWorkFolderTheyCannotReachDoesNotStart() throws IOException {
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));

        assertThatThrownBy(() ->
                        bench.runner(as(List.of(first())), 1, closed.resolve("work"), mirrors()))
                .isInstanceOf(RunnerException.class)
                .hasMessageContaining(first() + ", who may not pass through to " + closed);
    }
}
