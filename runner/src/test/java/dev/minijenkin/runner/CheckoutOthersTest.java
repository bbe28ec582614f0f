package dev.minijenkin.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.runner.action.load.ActionSources;
import dev.minijenkin.testing.GitFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Checkouts of other repositories than the run's, and by what they show who they are.
class CheckoutOthersTest {
    private static final String TOKEN = "pat-4711-secret";

    @TempDir Path folder;
    private GitFolder other;
    private RunnerBench bench;
    private Runner runner;

    @BeforeEach
    void start() throws IOException {
        Path mirrors = Files.createDirectory(folder.resolve("mirrors"));
        GitFolder own = GitFolder.create(folder);
        own.write("own", "own\n").commit("Own");
        own.push("main");
        other = GitFolder.create(mirrors, "team/parts");
        other.write("part", "one\n").commit("One");
        other.git("tag", "v1");
        other.write("part", "two\n").commit("Two");
        other.push("main", "v1");
        bench = new RunnerBench(own.bare(), own.git("rev-parse", "HEAD").strip());
        runner =
                bench.runner(
                        "oak",
                        folder.resolve("runner"),
                        new ActionSources(mirrors.toString(), ActionSources.EVERY));
    }

    @AfterEach
    void stop() {
        runner.close();
        bench.close();
    }

    @Test
    void oneIsOnItsDefaultBranchOrWhatIsAskedFor() {
        RunId run =
                bench.pushSteps(
                        """
                        - uses: actions/checkout@v4
                        - uses: actions/checkout@v4
                          id: parts
                          with: {repository: Team/Parts, path: parts}
                        - run: |
                            cat own parts/part
                            git -C parts status -sb
                            test "${{ steps.parts.outputs.commit }}" = "$(git -C parts rev-parse HEAD)"
                        - uses: actions/checkout@v4
                          with: {repository: team/parts, ref: v1, path: parts, fetch-depth: 0}
                        - run: cat parts/part; git -C parts log --oneline | wc -l
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.printed(run))
                .containsSubsequence("own", "two", "## main...origin/main", "one", "1");
    }

    @Test
    void whatIsNoneSaysSo() {
        for (String with :
                new String[] {
                    "repository: ../../etc/passwd",
                    "repository: parts",
                    "{repository: team/parts, github-server-url: /srv/git}"
                }) {
            RunId run =
                    bench.pushSteps(
                            "- uses: actions/checkout@v4\n  with: " + inBraces(with) + "\n");

            assertThat(bench.awaitRun(run).conclusion()).as(with).isEqualTo(Conclusion.FAILURE);
            assertThat(bench.log(bench.job(run)))
                    .as(with)
                    .anyMatch(line ->
                            line.contains("not named as owner/name")
                                    || line.contains("does not begin with https://"));
        }
    }

    private static String inBraces(String with) {
        return with.startsWith("{") ? with : "{" + with + "}";
    }

    /// The token is in no log and on no command line; steps can use it where the step lets them.
    @Test
    void aTokenOpensWhatIsClosedAndStaysForTheStepsAfterIt() throws Exception {
        other.gitInBare("update-server-info");
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.start();
        try {
            String address = "http://127.0.0.1:" + server.getAddress().getPort();
            String steps =
                    """
                    - uses: actions/checkout@v4
                      with: {repository: team/parts, github-server-url: '%1$s', fetch-depth: 0%2$s}
                    - run: |
                        cat part
                        git fetch -q origin && echo fetched again || echo not fetched again
                    """;
            RunId closed = bench.pushSteps(steps.formatted(address, ""));
            RunId open = bench.pushSteps(steps.formatted(address, ", token: " + TOKEN));
            RunId once =
                    bench.pushSteps(
                            steps.formatted(
                                    address, ", token: " + TOKEN + ", persist-credentials: false"));

            assertThat(bench.awaitRun(closed).conclusion()).isEqualTo(Conclusion.FAILURE);
            assertThat(bench.awaitRun(open).conclusion()).isEqualTo(Conclusion.SUCCESS);
            assertThat(bench.awaitRun(once).conclusion()).isEqualTo(Conclusion.SUCCESS);
            assertThat(bench.printed(open)).containsSubsequence("two", "fetched again");
            assertThat(bench.printed(once)).containsSubsequence("two", "not fetched again");
            assertThat(bench.log(bench.job(open)))
                    .noneMatch(line -> line.contains(credentials()) || line.contains(TOKEN));
            assertThat(bench.stepStates(open))
                    .last()
                    .isEqualTo("Post Run actions/checkout@v4: SUCCESS/SUCCESS");
        } finally {
            server.stop(0);
        }
    }

    /// A program that is called `ssh` shows what it is given, and whose repository it opens.
    @Test
    void aKeyOpensItBySsh() throws Exception {
        Path said = folder.resolve("said");
        Path ssh = Files.createDirectory(folder.resolve("bin")).resolve("ssh");
        Files.writeString(
                ssh,
                """
                #!/bin/sh
                key=$(echo "$@" | sed "s/.*-i \\([^ ]*\\).*/\\1/")
                { stat -c %%a "$key"; cat "$key"; echo "$@"; } >> %1$s
                exec git-upload-pack %2$s
                """
                        .formatted(said, other.bare()));
        assertThat(ssh.toFile().setExecutable(true)).isTrue();
        RunId run =
                bench.pushSteps(
                        """
                        - run: echo '%s' >> $GITHUB_PATH
                        - uses: actions/checkout@v4
                          with:
                            repository: team/parts
                            github-server-url: https://git.example.org:8443
                            ssh-key: "BEGIN\\nabc\\nEND"
                            ssh-known-hosts: git.example.org ssh-ed25519 AAAA
                        - run: cat part; git remote get-url origin; git fetch -q && echo fetched again
                        """
                                .formatted(ssh.getParent()));

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.printed(run))
                .containsSubsequence("two", "git@git.example.org:team/parts.git", "fetched again");
        assertThat(Files.readString(said))
                .startsWith("600\nBEGIN\nabc\nEND\n")
                .contains("-o StrictHostKeyChecking=yes", "git@git.example.org git-upload-pack");
        assertThat(bench.stepStates(run))
                .last()
                .isEqualTo("Post Run actions/checkout@v4: SUCCESS/SUCCESS");
    }

    private static String credentials() {
        return Base64.getEncoder()
                .encodeToString(("x-access-token:" + TOKEN).getBytes(StandardCharsets.UTF_8));
    }

    /// The files of the bare repository, to whoever has the token.
    private void serve(HttpExchange asked) throws IOException {
        try (asked) {
            String who = asked.getRequestHeaders().getFirst("Authorization");
            Path file =
                    other.bare()
                            .resolve(
                                    asked.getRequestURI()
                                            .getPath()
                                            .replaceFirst("^/team/parts\\.git/", ""));
            if (!("basic " + credentials()).equals(who)) {
                asked.sendResponseHeaders(401, -1);
            } else if (Files.isRegularFile(file)) {
                byte[] body = Files.readAllBytes(file);
                asked.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
                asked.getResponseBody().write(body);
            } else {
                asked.sendResponseHeaders(404, -1);
            }
        }
    }
}
