package dev.minijenkin.cli.run;

import static dev.minijenkin.cli.run.EndedRun.text;
import static dev.minijenkin.cli.run.EndedRun.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.cli.PushedRepository;
import dev.minijenkin.cli.TestHome;
import dev.minijenkin.cli.TestProgram;
import dev.minijenkin.instance.ThrowAwayInstance;
import dev.minijenkin.testing.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// `mini-jenkin run --again`: a job that failed on a server's runner is carried out by a process on
/// this machine, as somebody who may only read the server's database.
@Order(1)
@TestInstance(Lifecycle.PER_CLASS)
class RunAgainTest {
    private static final String WORKFLOW =
            """
            name: ci
            on: push
            jobs:
              build:
                runs-on: linux
                outputs:
                  version: 1.2.${{ github.run_number }}
                steps:
                  - run: mkdir out && echo built > out/site
                  - uses: actions/upload-artifact@v4
                    with:
                      name: site
                      path: out
              test:
                needs: build
                runs-on: linux
                strategy:
                  fail-fast: false
                  matrix:
                    java: [17, 21]
                steps:
                  - uses: actions/checkout@v4
                  - uses: actions/download-artifact@v4
                  - name: Look
                    env:
                      KEY: ${{ secrets.KEY }}
                    run: |
                      echo "java ${{ matrix.java }} of ${{ needs.build.outputs.version }} ${{ needs.build.result }}"
                      echo "site $(cat site/site) file $(cat file.txt) ${{ vars.COLOUR }}"
                      echo "run $GITHUB_RUN_ID $GITHUB_RUN_NUMBER $GITHUB_RUN_ATTEMPT $GITHUB_REF $GITHUB_SHA"
                      echo "event ${{ github.event.after == github.sha }} $(git log -1 --format=%s)"
                      cp file.txt log.txt
                      test "${{ matrix.java }}" = 17 || test "$KEY" = sesame-opens
                  - if: always()
                    uses: actions/upload-artifact@v4
                    with:
                      name: log-${{ matrix.java }}
                      path: log.txt
              publish:
                needs: test
                runs-on: linux
                steps:
                  - run: echo never
            """;

    private Path folder;
    private ThrowAwayInstance instance;
    private Rows rows;
    private PushedRepository repository;
    private String commit = "";
    private String run = "";

    @BeforeAll
    void aRunFails(@TempDir Path temporary) throws InterruptedException {
        folder = temporary;
        instance = ThrowAwayInstance.start(TestHome.at(folder.resolve("home")), TestProgram.get());
        instance.startRunner("oak");
        rows = new Rows(instance.configuration().dataSource());
        rows.execute("create role reader login password 'reads' in role mj_viewer");
        repository = PushedRepository.create(instance, folder, "web");
        repository.git().write("file.txt", "of then");
        commit = repository.push(WORKFLOW);
        run =
                rows.awaitText(
                        "select id from pipeline_runs where commit_sha = ? and state = 'finished'",
                        commit);
        assertThat(
                        rows.texts(
                                "select name || ' ' || conclusion from jobs where run_id = ? order by place",
                                Long.parseLong(run)))
                .containsExactly(
                        "build success",
                        "test (17) success",
                        "test (21) failure",
                        "publish skipped");
        repository.git().write("file.txt", "of today").commit("Later");
        repository.git().push("main");
    }

    @AfterAll
    void stop() {
        rows.close();
        instance.close();
    }

    @Test
    void theJobThatFailedFailsAgainAndPassesWithItsSecret()
            throws IOException, InterruptedException {
        String clone = repository.git().work().toString();

        EndedRun failed = again(clone, "--again", "web/ci#1");

        assertThat(failed.code()).as(failed.toString()).isEqualTo(1);
        assertThat(failed.log())
                .contains(
                        "Again test (21) of web / ci #1, at " + commit.substring(0, 7),
                        "out of " + clone,
                        "With the artifacts site",
                        "Without the secrets KEY");
        assertThat(failed.jobs())
                .singleElement()
                .satisfies(job -> assertThat(text(job, "conclusion")).isEqualTo("failure"));

        Path secrets = Files.writeString(folder.resolve("secrets"), "KEY=sesame-opens\n");
        EndedRun passed =
                again(
                        clone,
                        "--again=" + run + "/test (21)",
                        "--secret-file=" + secrets,
                        "--var=COLOUR=red");

        assertThat(passed.code()).as(passed.toString()).isZero();
        assertThat(passed.lines("test (21)", "Look"))
                .containsExactly(
                        "java 21 of 1.2.1 success",
                        "site built file of then red",
                        "run %s 1 1 refs/heads/main %s".formatted(run, commit),
                        "event true Build it");
        assertThat(repository.git().git("status", "--porcelain")).isEmpty();
    }

    @Test
    void withoutACloneItsCommitIsFetched() throws IOException, InterruptedException {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));

        EndedRun ended = again(elsewhere.toString(), "--again", run + "/test (17)");

        assertThat(ended.code()).as(ended.toString()).isZero();
        assertThat(ended.log()).contains("out of " + repository.git().bare());
        assertThat(texts(ended.step("test (17)", "Look"), "lines"))
                .contains("java 17 of 1.2.1 success", "event true Build it");
    }

    @Test
    void saysWhichJobsThereAre() throws IOException, InterruptedException {
        assertThat(refused("--again", run + "/deploy"))
                .isEqualTo(
                        ("Run %s has no job \"deploy\"; it has \"build\" (success),"
                                        + " \"test (17)\" (success), \"test (21)\" (failure), \"publish\" (skipped)")
                                .formatted(run));
        assertThat(refused("--again", "web/ci#1/publish"))
                .isEqualTo(
                        "Of run web/ci#1 no runner has carried out \"publish\" (skipped), so that there is nothing to do again");
        assertThat(refused("--again", "web/ci#7")).isEqualTo("There is no run web/ci#7");
        assertThat(again(".", "--again", run, "--job", "build"))
                .returns(2, EndedRun::code)
                .satisfies(ended ->
                        assertThat(ended.log()).contains("--job does not go with --again"));
    }

    private String refused(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addFirst(".");
        EndedRun ended = again(all.toArray(String[]::new));
        assertThat(ended.code()).as(ended.toString()).isEqualTo(2);
        return text(ended.report(), "message");
    }

    private EndedRun again(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(
                List.of(
                        "--db",
                        instance.configuration().url(),
                        "--db-user=reader",
                        "--db-password=reads",
                        "--home",
                        folder.resolve("home").toString()));
        return EndedRun.of(folder, all);
    }
}
