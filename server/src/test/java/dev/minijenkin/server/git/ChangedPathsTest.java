package dev.minijenkin.server.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.repository.ForkApproval;
import dev.minijenkin.db.repository.GuestRuns;
import dev.minijenkin.db.repository.Repository;
import dev.minijenkin.engine.start.Commit;
import dev.minijenkin.testing.GitFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which files an event changed, on real repositories.
class ChangedPathsTest {
    private static final String NOTHING = "refs/heads/none";

    @TempDir private Path folder;
    private GitFolder git;
    private Mirrors mirrors;
    private Mirror mirror;

    @BeforeEach
    void start() {
        git = GitFolder.create(folder);
        mirrors = new Mirrors(folder.resolve("mirrors"));
        mirror = mirror(1, git.bare().toString());
    }

    @AfterEach
    void stop() {
        mirrors.close();
    }

    @Test
    void aPullRequestChangedWhatItsOwnCommitsDid() {
        change("base.txt", "main");
        git.git("checkout", "-q", "-b", "topic");
        String head = change("src/a.c", "topic");
        git.git("checkout", "-q", "main");
        String base = change("docs/a.md", "main");

        assertThat(mirror.changedByPullRequest(base, commit("topic", head)))
                .contains(List.of("src/a.c"));
    }

    @Test
    void aPullRequestThatMergedItsBaseChangedWhatItDidItself() {
        change("base.txt", "main");
        git.git("checkout", "-q", "-b", "topic");
        change("src/a.c", "topic");
        git.git("checkout", "-q", "main");
        String base = change("docs/a.md", "main");
        git.git("checkout", "-q", "topic");
        git.git("merge", "-q", "--no-edit", "main");
        String head = pushed("topic");

        assertThat(mirror.changedByPullRequest(base, commit("topic", head)))
                .contains(List.of("src/a.c"));
    }

    @Test
    void branchesThatMergedEachOtherHaveACommitInCommonToo() {
        change("base.txt", "main");
        git.git("checkout", "-q", "-b", "topic");
        change("src/a.c", "topic");
        git.git("checkout", "-q", "main");
        change("docs/a.md", "main");
        git.git("branch", "before");
        git.git("merge", "-q", "--no-edit", "topic");
        git.git("checkout", "-q", "topic");
        git.git("merge", "-q", "--no-edit", "before");
        String head = change("src/b.c", "topic");
        git.git("checkout", "-q", "main");
        String base = change("docs/b.md", "main");

        assertThat(mirror.changedByPullRequest(base, commit("topic", head)))
                .hasValueSatisfying(
                        paths -> assertThat(paths).contains("src/b.c").doesNotContain("docs/b.md"));
    }

    @Test
    void whatHasNothingInCommonOrIsMergedIsNotKnown() {
        String base = change("base.txt", "main");
        git.git("checkout", "-q", "--orphan", "topic");
        String head = change("src/a.c", "topic");
        assertThat(mirror.changedByPullRequest(base, commit("topic", head))).isEmpty();

        git.git("checkout", "-q", "main");
        git.git("merge", "-q", "--no-edit", "--allow-unrelated-histories", "topic");
        String merged = pushed("main");
        assertThat(mirror.changedByPullRequest(merged, commit("topic", head))).isEmpty();
        assertThat(mirror.changedByPullRequest(head, commit("topic", head))).isEmpty();
    }

    @Test
    void aPushChangedTheDifferenceOfItsEndsAlsoWhenItWasForced() {
        String first = change("a", "main");
        String second = change("b", "main");
        git.git("reset", "-q", "--hard", first);
        String other = git.write("c", "c").commit("Other");
        git.push("-f", "main");

        assertThat(mirror.changedByPush(first, commit("main", second))).contains(List.of("b"));
        assertThat(mirror.changedByPush(second, commit("main", other))).contains(List.of("b", "c"));
        assertThat(mirror.changedByPush(other, commit("main", git.commit("Empty")))).isEmpty();
        git.push("main");
        assertThat(
                        mirror.changedByPush(
                                other, commit("main", git.git("rev-parse", "HEAD").strip())))
                .as("an empty commit")
                .contains(List.of());
        assertThat(mirror.changedByPush("b".repeat(40), commit("main", other))).isEmpty();
    }

    @Test
    void aNewBranchChangedWhatItsCommitsDidThatNoOtherHas() {
        String first = change("base.txt", "main");
        git.git("checkout", "-q", "-b", "topic");
        change("src/a.c", "topic");
        String head = change("src/b.c", "topic");
        git.git("checkout", "-q", "main");
        change("docs/a.md", "main");

        assertThat(newBranch("topic", head, first)).contains(List.of("src/a.c", "src/b.c"));
        assertThat(newBranch("main", first, null)).as("the first of all").isPresent();
    }

    @Test
    void theFirstBranchOfARepositoryChangedAllOfIt() {
        change("a", "main");
        String head = change("b", "main");

        assertThat(newBranch("main", head, null)).contains(List.of("a", "b"));
    }

    @Test
    void aNewBranchWithoutACommitOfItsOwnChangedNothing() {
        String head = change("a", "main");
        git.git("checkout", "-q", "-b", "release");
        git.push("release");

        assertThat(newBranch("release", head, head)).contains(List.of());
    }

    @Test
    void aBranchThatWasMergedBeforeAnybodyLookedChangedWhatItBrought() {
        String first = change("base.txt", "main");
        git.git("checkout", "-q", "-b", "topic");
        String head = change("src/a.c", "topic");
        git.git("checkout", "-q", "main");
        git.git("merge", "-q", "--no-edit", "topic");
        pushed("main");

        assertThat(newBranch("topic", head, first)).contains(List.of("src/a.c"));
    }

    @Test
    void aPushOfMoreThanAThousandCommitsChangedEverything() {
        String first = change("base.txt", "main");
        StringBuilder stream = new StringBuilder();
        for (int i = 1; i <= 1001; i++) {
            stream.append(
                    "commit refs/heads/many\nmark :%d\ncommitter A <a@example.org> %d +0000\ndata 1\nx%s\n"
                            .formatted(
                                    i,
                                    1_800_000_000 + i,
                                    i == 1 ? "\nfrom " + first : "\nfrom :" + (i - 1)));
        }
        git.write("stream", stream.toString());
        run("git fast-import --quiet < stream");
        String head = git.git("rev-parse", "many").strip();
        String oneLess = git.git("rev-parse", "many~1").strip();
        git.push("many");

        assertThat(mirror.changedByPush(first, commit("many", head))).isEmpty();
        assertThat(mirror.changedByPush(first, commit("many", oneLess))).isPresent();
        assertThat(newBranch("many", head, first)).isEmpty();
    }

    @Test
    void beyondThreeThousandFilesNothingIsLookedAt() {
        String first = change("base.txt", "main");
        for (int i = 0; i < 3001; i++) {
            git.write("f/%04d".formatted(i), "x");
        }
        String head = change("a", "main");

        assertThat(mirror.changedByPush(first, commit("main", head)))
                .hasValueSatisfying(paths ->
                        assertThat(paths).hasSize(3000).contains("a").doesNotContain("f/3000"));
    }

    @Test
    void otherBranchesOfAnotherMachineAreFetchedForIt() throws Exception {
        String first = change("base.txt", "main");
        git.git("checkout", "-q", "-b", "topic");
        String head = change("src/a.c", "topic");
        git.git("checkout", "-q", "main");
        change("docs/a.md", "main");
        int port = freePort();
        Process daemon =
                new ProcessBuilder(
                                "git",
                                "daemon",
                                "--export-all",
                                "--reuseaddr",
                                "--listen=127.0.0.1",
                                "--port=" + port,
                                "--base-path=" + git.bare().getParent())
                        .start();
        try {
            await(port);
            mirror = mirror(2, "git://127.0.0.1:" + port + "/" + git.bare().getFileName());
            assertThat(mirror.has(first)).isFalse();

            assertThat(newBranch("topic", head, null)).contains(List.of("src/a.c"));
        } finally {
            daemon.descendants().forEach(ProcessHandle::destroy);
            daemon.destroy();
            daemon.waitFor();
        }
    }

    private Optional<List<String>> newBranch(
            String name, String head, @Nullable String defaultCommit) {
        return mirror.changedByNewBranch(
                "refs/heads/" + name, commit(name, head), Optional.ofNullable(defaultCommit));
    }

    private Commit commit(String branch, String sha) {
        try {
            return mirror.commit("refs/heads/" + branch, sha).orElseThrow();
        } catch (CommitMissingException e) {
            return new Commit(sha, NOTHING, "");
        }
    }

    private String change(String path, String branch) {
        git.write(path, path).commit("Change " + path);
        return pushed(branch);
    }

    private String pushed(String branch) {
        git.push(branch);
        return git.git("rev-parse", "HEAD").strip();
    }

    private Mirror mirror(long id, String url) {
        return mirrors.of(
                new Repository(
                        new RepositoryId(id),
                        "team/app",
                        url,
                        "main",
                        false,
                        ForkApproval.OUTSIDERS,
                        GuestRuns.NONE));
    }

    private void run(String script) {
        try {
            Process process =
                    new ProcessBuilder("bash", "-e", "-c", script)
                            .directory(git.work().toFile())
                            .inheritIO()
                            .start();
            assertThat(process.waitFor()).isZero();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void await(int port) throws InterruptedException {
        long end = System.nanoTime() + 20_000_000_000L;
        while (System.nanoTime() < end) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(socket.isConnected()).isTrue();
                return;
            } catch (IOException e) {
                Thread.sleep(20);
            }
        }
        throw new IllegalStateException("No git daemon at " + port);
    }
}
