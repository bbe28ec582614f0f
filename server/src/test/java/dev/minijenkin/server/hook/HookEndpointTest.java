package dev.minijenkin.server.hook;

import static dev.minijenkin.testing.HookSender.hmac;
import static dev.minijenkin.testing.HookSender.push;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.repository.HookSecrets;
import dev.minijenkin.db.seal.KeyPair;
import dev.minijenkin.db.seal.KeyPurpose;
import dev.minijenkin.db.secret.EncryptionKeys;
import dev.minijenkin.server.TestServer;
import dev.minijenkin.testing.HookSender;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// What senders of hooks are answered, over real HTTP.
@TestInstance(Lifecycle.PER_CLASS)
class HookEndpointTest {
    private static final byte[] PUSH = push("refs/heads/main", "0".repeat(40), "a".repeat(40));

    private TestServer server;
    private HookSender sender;
    private String secret;
    private Path folder;

    @BeforeAll
    void start(@TempDir Path temporary) {
        folder = temporary;
        server = TestServer.start(folder);
        sender = server.sender();
        // Nothing is there, so that deliveries stay open and are only looked at.
        secret = server.register("team/app", folder.resolve("nowhere.git").toString()).hookSecret();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @BeforeEach
    void forget() {
        server.rows().execute("delete from hook_deliveries");
    }

    @Test
    void aSignedPushIsKeptAsItCame() {
        HttpResponse<String> answer = sender.github("team/app", secret, "push", "id-1", PUSH);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(kept("id, source, event, delivery_key, convert_from(payload, 'UTF8')"))
                .containsExactly(number(answer) + "|github|push|id-1|" + new String(PUSH, UTF_8));
    }

    @Test
    void aServerThatCannotOpenTheSecretOfAHookAsksForItAgain() {
        KeyPair other = KeyPair.generate(KeyPurpose.SERVER);
        RepositoryId locked =
                server.register("team/locked", folder.resolve("nowhere.git").toString()).id();
        server.owner()
                .runInTransaction(tx -> {
                    EncryptionKeys.take(tx, other.publicHalf());
                    HookSecrets.replaceSeal(
                            tx,
                            locked,
                            HookSecrets.seal(other.publicHalf(), "team/locked", secret));
                });

        HttpResponse<String> answer = sender.github("team/locked", secret, "push", "id-1", PUSH);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("its log says why").doesNotContain(secret);
        assertThat(kept("id")).isEmpty();
        assertThat(sender.github("team/app", secret, "push", "id-1", PUSH).statusCode())
                .as("sealed to the key before, which it holds")
                .isEqualTo(202);
        server.rows()
                .execute(
                        """
                        delete from repositories where name = 'team/locked';
                        delete from encryption_keys where retired_at is null;
                        update encryption_keys set retired_at = null
                        """);
    }

    /// A server remembers secrets, and is told of no change.
    @Test
    void aSecretThatIsReplacedEndsAtOnceAndTheNewOneCounts() {
        String url = folder.resolve("nowhere.git").toString();
        String old = server.register("team/moved", url).hookSecret();
        assertThat(sender.github("team/moved", old, "push", "id-1", PUSH).statusCode())
                .isEqualTo(202);
        replaceSecret("team/moved", "another");

        assertThat(sender.github("team/moved", old, "push", "id-2", push("r", "", "")).statusCode())
                .isEqualTo(401);
        assertThat(
                        sender.send(
                                        "team/moved",
                                        PUSH,
                                        "X-Gitlab-Event",
                                        "Push Hook",
                                        "X-Gitlab-Token",
                                        old)
                                .statusCode())
                .isEqualTo(401);
        replaceSecret("team/moved", "a third");
        assertThat(
                        sender.github("team/moved", "a third", "push", "id-4", push("r", "", ""))
                                .statusCode())
                .isEqualTo(202);
        assertThat(kept("delivery_key")).containsExactly("id-1", "id-4");

        server.rows().execute("delete from repositories where name = 'team/moved'");
        assertThat(
                        sender.github("team/moved", "a third", "push", "id-5", push("r", "", ""))
                                .statusCode())
                .isEqualTo(404);
        String again = server.register("team/moved", url).hookSecret();
        assertThat(sender.github("team/moved", again, "push", "id-6", PUSH).statusCode())
                .isEqualTo(202);
        assertThat(kept("delivery_key")).containsExactly("id-6");
        server.rows().execute("delete from repositories where name = 'team/moved'");
    }

    private void replaceSecret(String repository, String secret) {
        server.owner()
                .runInTransaction(tx ->
                        HookSecrets.replaceSeal(
                                tx,
                                HookSecrets.find(tx, repository).orElseThrow().repository(),
                                HookSecrets.seal(tx, repository, secret)));
    }

    /// They are kept by one statement: what is the matter with one is that one's alone.
    @Test
    void manyThatComeAtOnceAreEachAnsweredByItself() throws Exception {
        List<Callable<HttpResponse<String>>> hooks = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String id = "many-" + i / 2;
            byte[] body = push("refs/heads/many", "", "");
            hooks.add(() -> sender.github("team/app", secret, "push", id, body));
            byte[] other = push("refs/heads/many", "", "");
            hooks.add(() -> sender.github("team/app", "wrong", "push", id, other));
        }

        List<HttpResponse<String>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(40)) {
            for (Future<HttpResponse<String>> answer : threads.invokeAll(hooks)) {
                answers.add(answer.get());
            }
        }

        for (int i = 0; i < 40; i++) {
            assertThat(answers.get(2 * i).statusCode()).isEqualTo(202);
            assertThat(answers.get(2 * i + 1).statusCode()).isEqualTo(401);
            // Which of the two was first is told nobody: they are the same.
            assertThat(answers.get(2 * i).body()).isEqualTo(answers.get(i / 2 * 4).body());
        }
        assertThat(kept("duplicates")).hasSize(20).containsOnly("1");
        assertThat(kept("id"))
                .hasSameElementsAs(
                        IntStream.range(0, 40).mapToObj(i -> number(answers.get(2 * i))).toList());
    }

    /// Its row is locked for as long as what belongs to it is deleted.
    @Test
    void aRepositoryThatIsBeingDeletedKeepsNoOtherWaiting() throws Exception {
        String going =
                server.register("team/going", folder.resolve("nowhere.git").toString())
                        .hookSecret();
        assertThat(sender.github("team/going", going, "push", PUSH).statusCode()).isEqualTo(202);
        try (Connection deleting = server.superuser().dataSource().getConnection();
                ExecutorService threads = Executors.newFixedThreadPool(1)) {
            deleting.setAutoCommit(false);
            try (Statement statement = deleting.createStatement()) {
                statement.execute("delete from repositories where name = 'team/going'");
            }
            Future<HttpResponse<String>> waiting =
                    threads.submit(
                            () -> sender.github("team/going", going, "push", push("r", "", "")));
            for (int i = 0; i < 5; i++) {
                assertThat(
                                sender.github("team/app", secret, "push", push("r", "", ""))
                                        .statusCode())
                        .isEqualTo(202);
            }
            assertThat(waiting.isDone()).isFalse();
            deleting.commit();

            assertThat(waiting.get().statusCode()).isEqualTo(404);
        }
    }

    @Test
    void aKeyOfASenderIsNoneOfOursNorOfAnotherHost() {
        sender.github("team/app", secret, "issues", "command-1", push("refs/heads/a", "", ""));
        sender.github(
                "team/app", secret, "issues", "run-1-1-completed", push("refs/heads/b", "", ""));
        server.rows()
                .execute(
                        """
                        insert into hook_deliveries (repository_id, source, delivery_key, event, payload)
                        select id, s, k, 'push', '' from repositories,
                            (values ('command', 'command-1'), ('run', 'run-1-1-completed'), ('gitlab', 'command-1')) v (s, k)
                        """);

        assertThat(kept("source || ' ' || delivery_key"))
                .containsExactlyInAnyOrder(
                        "github command-1",
                        "github run-1-1-completed",
                        "command command-1",
                        "run run-1-1-completed",
                        "gitlab command-1");
    }

    @Test
    void aHookOfAForgeThatCopiesTheHeadersOfAnotherIsOneHook() {
        byte[] body = push("refs/heads/main", "", "");
        sender.send(
                "team/app",
                body,
                "X-Gitea-Event",
                "push",
                "X-Gitea-Delivery",
                "id-1",
                "X-Gitea-Signature",
                hmac(secret, body));
        sender.github("team/app", secret, "push", "id-1", push("refs/heads/main", "", ""));

        assertThat(kept("source || duplicates")).containsExactly("gitea1");
    }

    @Test
    void aBodyThatIsSentAgainUnderOtherNamesCountsOnceWithinAnHour() {
        byte[] body = push("refs/heads/main", "0".repeat(40), "a".repeat(40));
        HttpResponse<String> first = sender.github("team/app", secret, "push", "id-1", body);
        HttpResponse<String> again = sender.github("team/app", secret, "push", "id-2", body);
        HttpResponse<String> other = sender.github("team/app", secret, "release", "id-3", body);
        HttpResponse<String> plain =
                sender.send(
                        "team/app",
                        body,
                        "X-Mini-Jenkin-Signature",
                        "sha256=" + hmac(secret, body),
                        "X-Mini-Jenkin-Delivery",
                        "id-4");

        assertThat(List.of(again, other, plain))
                .allSatisfy(answer -> {
                    assertThat(answer.statusCode()).isEqualTo(202);
                    assertThat(number(answer)).isEqualTo(number(first));
                    assertThat(answer.body()).contains("The same body came within the last hour");
                });
        assertThat(kept("delivery_key || ' ' || duplicates")).containsExactly("id-1 3");

        server.rows()
                .execute(
                        "update hook_deliveries set received_at = received_at - interval '61 minutes'");
        assertThat(number(sender.github("team/app", secret, "push", "id-5", body)))
                .isNotEqualTo(number(first));
        assertThat(number(sender.github("team/app", secret, "push", "id-6", body)))
                .isNotEqualTo(number(first));
        assertThat(kept("delivery_key || ' ' || duplicates")).containsExactly("id-1 3", "id-5 1");
    }

    @Test
    void manyReplaysAtOnceAreOneDelivery() throws Exception {
        byte[] body = push("refs/heads/main", "0".repeat(40), "b".repeat(40));
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> all =
                    Collections.nCopies(
                            20, () -> sender.github("team/app", secret, "push", body).statusCode());
            for (Future<Integer> each : senders.invokeAll(all)) {
                assertThat(each.get()).isEqualTo(202);
            }
        }

        assertThat(kept("duplicates")).containsExactly("19");
    }

    @Test
    void aRepositoryIsFoundWhateverTheCaseOfItsName() {
        assertThat(sender.github("Team/APP", secret, "push", PUSH).statusCode()).isEqualTo(202);
    }

    @Test
    void aWrongSignatureIsRefusedAndNothingIsKept() {
        HttpResponse<String> answer = sender.github("team/app", secret + "x", "push", PUSH);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("\"error\"").contains("signature");
        assertThat(kept("1")).isEmpty();
    }

    @Test
    void aSignatureOfOtherBytesIsRefused() {
        HttpResponse<String> answer =
                sender.send(
                        "team/app",
                        PUSH,
                        "X-GitHub-Event",
                        "push",
                        "X-Hub-Signature-256",
                        "sha256=" + hmac(secret, "{}".getBytes(UTF_8)));

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void aMissingSignatureIsRefused() {
        assertThat(sender.send("team/app", PUSH, "X-GitHub-Event", "push").statusCode())
                .isEqualTo(401);
        assertThat(sender.send("team/app", PUSH).statusCode()).isEqualTo(401);
        assertThat(kept("1")).isEmpty();
    }

    @Test
    void theOldSignatureOfGithubAloneIsNotEnough() {
        HttpResponse<String> answer =
                sender.send(
                        "team/app", PUSH, "X-GitHub-Event", "push", "X-Hub-Signature", "sha1=abc");

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void anUnknownRepositoryIsNotFound() {
        HttpResponse<String> answer = sender.github("team/other", secret, "push", PUSH);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("There is no repository \\\"team/other\\\" here");
    }

    @Test
    void aNameThatIsNoneIsNotFoundOrRefused() {
        for (String name :
                List.of(
                        "..%2F..%2Fetc%2Fpasswd",
                        "team/%2E%2E/app",
                        "..",
                        "team//app",
                        "team%00app",
                        "team'--",
                        "%F0%9F%90%98",
                        "x".repeat(5000))) {
            assertThat(sender.github(name, secret, "push", PUSH).statusCode())
                    .as(name)
                    .isIn(400, 404);
        }
        assertThat(kept("1")).isEmpty();
        assertThat(sender.get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsNotJsonIsRefused() {
        for (String body :
                new String[] {"hello", "", "[]", "{\"a\":1} {}", "{\"a\":", "\u0000", "\"{}\""}) {
            HttpResponse<String> answer =
                    sender.github("team/app", secret, "push", body.getBytes(UTF_8));
            assertThat(answer.statusCode()).as(body).isEqualTo(400);
            assertThat(answer.body()).contains("not a JSON object");
        }
        assertThat(kept("1")).isEmpty();
    }

    @Test
    void jsonThatIsNestedTooDeeplyIsRefused() {
        byte[] deep = ("{\"a\":" + "[".repeat(40_000) + "]".repeat(40_000) + "}").getBytes(UTF_8);

        assertThat(sender.github("team/app", secret, "push", deep).statusCode()).isEqualTo(400);
    }

    @Test
    void anotherMethodIsNotAllowed() {
        HttpResponse<String> answer = sender.get("/hooks/team/app");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("POST");
        assertThat(answer.body()).startsWith("{\"error\":");
    }

    @Test
    void anotherAddressIsNotFound() {
        assertThat(sender.get("/nothing").statusCode()).isEqualTo(404);
        assertThat(sender.get("/nothing").body()).startsWith("{\"error\":");
    }

    @Test
    void aPingIsAnsweredAndNotKept() {
        HttpResponse<String> answer =
                sender.github("team/app", secret, "ping", "{\"zen\":\"…\"}".getBytes(UTF_8));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("pong");
        assertThat(kept("1")).isEmpty();
    }

    @Test
    void aPingWithAWrongSignatureIsRefused() {
        assertThat(sender.github("team/app", "wrong", "ping", "{}".getBytes(UTF_8)).statusCode())
                .isEqualTo(401);
    }

    @Test
    void aSecondArrivalCollapsesAndIsAnsweredAsTheFirst() {
        HttpResponse<String> first = sender.github("team/app", secret, "push", "id-2", PUSH);
        HttpResponse<String> second = sender.github("team/app", secret, "push", "id-2", PUSH);

        assertThat(second.statusCode()).isEqualTo(first.statusCode()).isEqualTo(202);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(kept("delivery_key, duplicates")).containsExactly("id-2|1");
    }

    @Test
    void withoutAnIdTheSameBytesAreTheSameDelivery() {
        String signature = "sha256=" + hmac(secret, PUSH);
        for (int i = 0; i < 2; i++) {
            assertThat(
                            sender.send("team/app", PUSH, "X-Mini-Jenkin-Signature", signature)
                                    .statusCode())
                    .isEqualTo(202);
        }

        assertThat(kept("source, event, duplicates")).containsExactly("git|push|1");
    }

    @Test
    void githubsFormIsUnderstood() {
        String json = new String(PUSH, UTF_8);
        byte[] form = ("payload=" + URLEncoder.encode(json, UTF_8)).getBytes(UTF_8);

        HttpResponse<String> answer = form(form);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(kept("convert_from(payload, 'UTF8')")).containsExactly(json);
    }

    @Test
    void jsonThatIsCalledAFormIsUnderstood() {
        assertThat(form(PUSH).statusCode()).isEqualTo(202);
        assertThat(kept("convert_from(payload, 'UTF8')")).containsExactly(new String(PUSH, UTF_8));
    }

    @Test
    void aFormWithoutAPayloadIsRefused() {
        for (String form : new String[] {"a=b", "payload=%zz", "payload=", "xpayload=%7B%7D"}) {
            assertThat(form(form.getBytes(UTF_8)).statusCode()).as(form).isEqualTo(400);
        }
    }

    @Test
    void giteaAndForgejoSignWithoutAPrefix() {
        HttpResponse<String> answer =
                sender.send(
                        "team/app",
                        PUSH,
                        "X-Gitea-Event",
                        "push",
                        "X-GitHub-Event",
                        "push",
                        "X-Gitea-Delivery",
                        "tea",
                        "X-Gitea-Signature",
                        hmac(secret, PUSH));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(kept("source, delivery_key")).containsExactly("gitea|tea");
    }

    @Test
    void gitlabSendsTheSecretItself() {
        assertThat(gitlab(secret)).isEqualTo(202);
        assertThat(gitlab(secret + "x")).isEqualTo(401);
        assertThat(gitlab("")).isEqualTo(401);
        assertThat(kept("source, event")).containsExactly("gitlab|push");
    }

    /// Whoever shows the secret itself can send anything, and need not replay: the same body may
    /// well be the same thing done once more.
    @Test
    void theSameBodyUnderAnotherIdIsAnotherDeliveryWhereTheSecretItselfIsSent() {
        for (String id : List.of("one", "two", "two")) {
            HttpResponse<String> answer =
                    sender.send(
                            "team/app",
                            PUSH,
                            "X-Gitlab-Event",
                            "Push Hook",
                            "X-Gitlab-Token",
                            secret,
                            "Idempotency-Key",
                            id);
            assertThat(answer.statusCode()).isEqualTo(202);
        }

        assertThat(kept("delivery_key || ' ' || duplicates")).containsExactly("one 0", "two 1");
    }

    /// It names no commit, so that it says of itself nothing that came only once.
    @Test
    void aShortBodyUnderAnotherIdIsAnotherDelivery() {
        byte[] body = "{\"zen\": \"Keep it simple\"}".getBytes(UTF_8);
        for (String id : List.of("one", "two", "two")) {
            assertThat(sender.github("team/app", secret, "star", id, body).statusCode())
                    .isEqualTo(202);
        }

        assertThat(kept("delivery_key || ' ' || duplicates")).containsExactly("one 0", "two 1");
    }

    @Test
    void bitbucketSignsToo() {
        HttpResponse<String> answer =
                sender.bitbucket("team/app", secret, "repo:push", "bucket", PUSH);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(kept("source, event, delivery_key")).containsExactly("bitbucket|push|bucket");
    }

    @Test
    void theServerSaysThatItLivesAndIsReady() {
        assertThat(sender.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(sender.get("/health/ready").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> form(byte[] form) {
        return sender.send(
                "team/app",
                form,
                "Content-Type",
                "application/x-www-form-urlencoded",
                "X-GitHub-Event",
                "push",
                "X-Hub-Signature-256",
                "sha256=" + hmac(secret, form));
    }

    private int gitlab(String token) {
        return sender.send("team/app", PUSH, "X-Gitlab-Event", "Push Hook", "X-Gitlab-Token", token)
                .statusCode();
    }

    private List<String> kept(String columns) {
        return server.rows().texts("select " + columns + " from hook_deliveries order by id");
    }

    private static String number(HttpResponse<String> answer) {
        return answer.body().replaceAll("\\D", "");
    }
}
