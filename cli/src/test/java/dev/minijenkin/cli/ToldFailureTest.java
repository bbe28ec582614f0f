package dev.minijenkin.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.minijenkin.cli.part.Said;
import dev.minijenkin.instance.ThrowAwayInstance;
import dev.minijenkin.testing.GitFolder;
import dev.minijenkin.testing.Rows;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `target` and `outbox` against a server and a runner that run: from a push to the chat.
class ToldFailureTest {
    @TempDir private static Path folder;
    private static ThrowAwayInstance instance;
    private static Rows rows;
    private final List<String> received = new CopyOnWriteArrayList<>();
    private HttpServer chat;
    private String address;
    private volatile int status = 200;

    @BeforeAll
    static void startInstance() throws Exception {
        instance = ThrowAwayInstance.start(TestHome.at(folder.resolve("home")), TestProgram.get());
        rows = new Rows(instance.configuration().dataSource());
        instance.startRunner("oak");
    }

    @BeforeEach
    void startChat() throws IOException {
        chat = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        chat.createContext(
                "/services/T0/B0/secret-of-the-chat",
                exchange -> {
                    received.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                });
        chat.start();
        address =
                "http://127.0.0.1:"
                        + chat.getAddress().getPort()
                        + "/services/T0/B0/secret-of-the-chat";
    }

    @AfterEach
    void stopChat() {
        chat.stop(0);
        rows.execute("delete from webhooks_outbox");
        rows.execute("delete from outbox_targets");
    }

    @AfterAll
    static void stopInstance() {
        instance.close();
    }

    @Test
    void aPushThatBreaksSomethingIsToldOnceWithTheLineThatSaysWhy() throws Exception {
        assertThat(runWith(address + "\n", "target", "add", "builds", "--kind", "slack").text())
                .contains("Added builds.");
        assertThat(run("target", "test", "builds").text())
                .contains("builds took the test message.");
        GitFolder git = GitFolder.create(folder, "shop");
        git.pushWorkflow(
                """
                name: ci
                on: workflow_dispatch
                jobs:
                  build:
                    runs-on: linux
                    steps:
                      - name: Test
                        run: |
                          echo "Error: the price is wrong"
                          echo "done"
                          exit 3
                """);
        instance.register("shop", git.bare());
        rows.awaitCount(
                1,
                "pipelines p join repositories r on r.id = p.repository_id where r.name = 'shop'");
        run("trigger", "shop", "--ref", "main");
        rows.awaitCount(1, "webhooks_outbox where state = 'delivered' and event = 'run_finished'");

        assertThat(received).hasSize(2);
        assertThat(received.getLast())
                .contains("shop › ci #1")
                .contains("build › Test, exit code 3")
                .contains("Error: the price is wrong")
                .contains(instance.server() + "/runs/");
        assertThat(run("target", "list").text())
                .contains("builds")
                .contains("slack")
                .doesNotContain("secret-of");
        assertNothingHoldsTheAddress();
    }

    @Test
    void aLineThatSomebodyWaitsForIsToldOnce() throws Exception {
        assertThat(
                        runWith(
                                        address + "\n",
                                        "target",
                                        "add",
                                        "finds",
                                        "--kind",
                                        "slack",
                                        "--event",
                                        "search-matched")
                                .text())
                .contains("Added finds.");
        assertThat(run("search", "save", "--name", "price", "\"price is wrong\"").text())
                .contains("Saved price.")
                .contains("finds");
        GitFolder git = GitFolder.create(folder, "web");
        git.pushWorkflow(
                """
                name: ci
                on: workflow_dispatch
                jobs:
                  build:
                    runs-on: linux
                    steps:
                      - run: |
                          printf 'the price is %s\\n' wrong right wrong
                """);
        instance.register("web", git.bare());
        rows.awaitCount(
                1,
                "pipelines p join repositories r on r.id = p.repository_id where r.name = 'web'");
        run("trigger", "web", "--ref", "main");
        rows.awaitCount(1, "webhooks_outbox where state = 'delivered'");
        rows.awaitCount(0, "unindexed_logs where not matched");

        assertThat(received).hasSize(1);
        assertThat(received.getFirst())
                .contains("web › ci #1 › build")
                .contains("`price`")
                .contains("the price is wrong")
                .contains("and one other");
        assertThat(run("search", "list").text()).contains("price");
        assertThat(rows.texts("select event from webhooks_outbox"))
                .containsExactly("search_matched");
    }

    @Test
    void whatIsNoKeyOfAnAppIsRefused() throws Exception {
        instance.register("keys", GitFolder.create(folder, "keys").bare());
        Said noKey =
                runWith(
                        "nothing",
                        "target",
                        "add",
                        "checks",
                        "--kind",
                        "github-checks",
                        "--repository",
                        "keys",
                        "--url",
                        "https://api.github.com/repos/shop/web",
                        "--app",
                        "1");
        assertThat(noKey.status()).isNotZero();
        assertThat(noKey.text()).contains(".pem file that GitHub gives out");
        Said noApp =
                runWith(
                        "nothing",
                        "target",
                        "add",
                        "checks",
                        "--kind",
                        "github-checks",
                        "--repository",
                        "keys",
                        "--url",
                        "https://api.github.com/repos/shop/web");
        assertThat(noApp.status()).isNotZero();
        assertThat(noApp.text()).contains("--kind github-checks with --app and its id");
        assertThat(rows.count("outbox_targets")).isZero();
    }

    @Test
    void whatIsGivenUpIsListedAndSentAgain() throws Exception {
        status = 400;
        runWith(address, "target", "add", "builds", "--kind", "slack");
        Said test = run("target", "test", "builds");
        assertThat(test.text()).contains("builds did not take it: The receiver answered 400");
        assertThat(test.status()).isEqualTo(1);
        String id = rows.text("select id from webhooks_outbox");

        assertThat(run("outbox", "list").text())
                .contains(id)
                .contains("dead")
                .contains("answered 400");
        status = 200;
        assertThat(run("outbox", "resend", id).text()).contains("1 message is sent again");
        rows.awaitCount(1, "webhooks_outbox where state = 'delivered'");

        assertThat(run("outbox", "resend", id).text())
                .contains("no message that was given up: " + id);
        assertThat(run("target", "pause", "builds").text()).contains("what comes waits");
        assertThat(run("target", "test", "builds").text())
                .contains("builds is paused: resume it first");
        assertThat(run("target", "remove", "builds").text()).contains("Removed builds.");
        assertThat(run("target", "remove", "builds").text())
                .contains("There is no target \"builds\"");
    }

    @Test
    void whatDoesNotFitIsSaidAtOnce() throws Exception {
        assertThat(runWith("x", "target", "add", "a", "--kind", "pager").text())
                .contains(
                        "There is no kind of target \"pager\"; there are: slack, discord, webhook, github-status");
        assertThat(runWith("x", "target", "add", "a", "--kind", "webhook").text())
                .contains("A webhook is posted to an address: give it with --url.");
        assertThat(runWith("x", "target", "add", "a", "--kind", "github-status").text())
                .contains("name it with --repository");
        assertThat(runWith("no address", "target", "add", "a", "--kind", "slack").text())
                .contains("An address begins with https://")
                .doesNotContain("no address");
        assertThat(
                        runWith(
                                        "x",
                                        "target",
                                        "add",
                                        "a",
                                        "--kind",
                                        "webhook",
                                        "--url",
                                        "https://a",
                                        "--only-changes",
                                        "--event",
                                        "run-failed")
                                .text())
                .contains("Only changes looks at the ends of runs: with --only-changes");
        assertThat(
                        run(
                                        "target",
                                        "add",
                                        "a",
                                        "--kind",
                                        "webhook",
                                        "--url",
                                        "https://a",
                                        "--new-secret")
                                .text())
                .contains("with: whsec_");
        assertThat(
                        run(
                                        "target",
                                        "add",
                                        "a",
                                        "--kind",
                                        "webhook",
                                        "--url",
                                        "https://a",
                                        "--unsigned")
                                .text())
                .contains("There is a target \"a\" already");
    }

    private void assertNothingHoldsTheAddress() throws IOException {
        for (String table :
                rows.texts(
                        "select quote_ident(table_name) from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'")) {
            assertThat(rows.count(table + " t where t::text like '%secret-of-the-chat%'"))
                    .as(table)
                    .isZero();
        }
        assertThat(Files.readString(instance.log("server"))).doesNotContain("secret-of-the-chat");
    }

    private static Said run(String... arguments) {
        return Said.by(instance.configuration(), arguments);
    }

    /// In a process of its own, which has a standard input of its own.
    private static Said runWith(String input, String... arguments) throws Exception {
        Path given = Files.writeString(folder.resolve("input"), input);
        Path printed = folder.resolve("printed");
        Process process =
                TestProgram.get()
                        .on(
                                instance.configuration(),
                                folder.resolve("home"),
                                new ArrayList<>(List.of(arguments)))
                        .redirectInput(given.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(printed.toFile())
                        .start();
        int exit = process.waitFor();
        return new Said(exit, Files.readString(printed));
    }
}
