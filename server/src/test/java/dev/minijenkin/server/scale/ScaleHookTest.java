package dev.minijenkin.server.scale;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.poll.Outage;
import dev.minijenkin.db.view.scale.ScaleViews;
import dev.minijenkin.server.outbox.FakeReceiver;
import dev.minijenkin.server.outbox.FakeReceiver.Received;
import dev.minijenkin.server.outbox.FakeReceiver.Reply;
import dev.minijenkin.testing.Rows;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScaleHookTest {
    private static final ScaleSettings QUICK =
            new ScaleSettings(
                    Duration.ofMillis(100),
                    Duration.ofMillis(200),
                    Duration.ofSeconds(20),
                    Duration.ofMillis(100),
                    Duration.ofSeconds(1),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(5));

    @TempDir private Path folder;
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database owner = test.open();

    @AutoClose
    private final Database database = Database.open(test.memberOf("mj_server"), HintSink.NONE);

    @AutoClose private final FakeReceiver receiver = new FakeReceiver();
    private RepositoryId shop;

    @BeforeEach
    void repository() {
        shop = owner.transaction(tx -> SampleData.repository(tx, "shop"));
    }

    @Test
    void anAddressIsToldWhatIsNeededAndSigned() throws Exception {
        queue("one", "two");
        try (ScaleHook _ = start(address("/scale", "sesame"), QUICK)) {
            awaitCalls("/scale", 1);
            Received first = receiver.received("/scale").getFirst();
            JsonNode body = json(first.body());
            assertThat(body.path("event").asText()).isEqualTo("scale");
            assertThat(body.path("needed").asInt()).isEqualTo(2);
            assertThat(body.path("label_sets"))
                    .singleElement()
                    .satisfies(set -> {
                        assertThat(set.path("labels").get(0).asText()).isEqualTo("linux");
                        assertThat(set.path("needed").asInt()).isEqualTo(2);
                        assertThat(set.path("waiting").asInt()).isEqualTo(2);
                        assertThat(set.path("running").asInt()).isZero();
                    });
            assertThat(first.header("X-Mini-Jenkin-Event")).isEqualTo("scale");
            assertThat(first.header("webhook-id")).isEqualTo(body.path("id").asText());
            assertThat(first.header("webhook-signature"))
                    .isEqualTo(
                            "v1,"
                                    + hmac(
                                            first.header("webhook-id")
                                                    + "."
                                                    + first.header("webhook-timestamp")
                                                    + "."
                                                    + first.body()));

            Thread.sleep(1000);
            assertThat(receiver.received("/scale")).as("nothing has changed").hasSize(1);

            queue("three");
            awaitNeeded("/scale", 3);
            test.rows().execute("delete from queue");
            awaitNeeded("/scale", 0);
        }
    }

    @Test
    void whatFailsIsMadeUpForByWhatIsTrueThen() {
        queue("one");
        AtomicInteger calls = new AtomicInteger();
        receiver.at("/scale", _ -> Reply.status(calls.incrementAndGet() < 4 ? 503 : 204));
        try (ScaleHook _ = start(address("/scale", ""), QUICK)) {
            awaitCalls("/scale", 2);
            queue("two");
            await().atMost(Rows.PATIENCE).until(() -> calls.get() >= 4);
            awaitNeeded("/scale", 2);
            Received last = receiver.received("/scale").getLast();
            assertThat(last.header("webhook-signature")).isEmpty();
            assertThat(receiver.received("/scale").stream().map(ScaleHookTest::id).distinct())
                    .as("each call is one of its own")
                    .hasSameSizeAs(receiver.received("/scale"));
        }
    }

    @Test
    void aProgramReadsTheMessageAndIsNeverStartedTwiceAtATime() throws Exception {
        Path program =
                program(
                        """
                        #!/bin/sh
                        mkdir "$(dirname "$0")/lock" || exit 9
                        cat >> "$(dirname "$0")/told"
                        env | grep -c '^MINI_JENKIN\\|^PG' >> "$(dirname "$0")/secrets"
                        sleep 0.4
                        rmdir "$(dirname "$0")/lock"
                        """);
        queue("one");
        try (ScaleHook hook = start(new ScaleReceiver.Program(program), QUICK)) {
            await().atMost(Rows.PATIENCE).until(() -> told().size() == 1);
            for (int job = 2; job <= 5; job++) {
                queue("job" + job);
                hook.wake();
                Thread.sleep(150);
            }
            await().atMost(Rows.PATIENCE).until(() -> told().getLast().path("needed").asInt() == 5);
            assertThat(told().size()).as("what changed meanwhile is told together").isLessThan(6);
            assertThat(Files.readAllLines(folder.resolve("secrets"))).containsOnly("0");
        }
    }

    @Test
    void aProgramThatFailsIsToldAgainAndSaysWhy() throws Exception {
        Path program =
                program(
                        """
                        #!/bin/sh
                        echo no cloud today
                        exit 4
                        """);
        queue("one");
        ProgramCaller caller = new ProgramCaller(program, Duration.ofSeconds(20));
        assertThat(caller.call(message())).contains(program + " ended with 4: no cloud today");
        Files.writeString(program, "#!/bin/sh\nsleep 60\n");
        assertThat(new ProgramCaller(program, Duration.ofMillis(300)).call(message()))
                .contains(program + " did not end within 0 s");
        Files.delete(program);
        assertThat(caller.call(message()).orElseThrow()).contains("cannot be started");
    }

    /// A program may leave runners behind, which go on when it has ended, also by force.
    @Test
    void whatAProgramLeavesInTheBackgroundGoesOn() throws Exception {
        Path program =
                program(
                        """
                        #!/bin/sh
                        (sleep 1; echo still here; touch "$(dirname "$0")/later") &
                        """);
        long begun = System.nanoTime();
        assertThat(new ProgramCaller(program, Duration.ofSeconds(20)).call(message())).isEmpty();
        assertThat(System.nanoTime() - begun).isLessThan(900_000_000L);
        await().atMost(Rows.PATIENCE).until(() -> Files.exists(folder.resolve("later")));
    }

    @Test
    void whileJobsFindNoRunnerItIsToldAgain() {
        queue("one");
        ScaleSettings impatient =
                new ScaleSettings(
                        QUICK.calm(),
                        QUICK.looks(),
                        QUICK.answer(),
                        QUICK.firstPause(),
                        QUICK.longestPause(),
                        Duration.ofMillis(300),
                        QUICK.again());
        try (ScaleHook _ = start(address("/scale", ""), impatient)) {
            awaitCalls("/scale", 3);
        }
    }

    @Test
    void ofSeveralServersOneTellsItAndAnotherTakesOver() {
        queue("one");
        ScaleHook first = start(address("/first", ""), QUICK);
        awaitCalls("/first", 1);
        try (ScaleHook second = start(address("/second", ""), QUICK)) {
            queue("two");
            second.wake();
            awaitNeeded("/first", 2);
            assertThat(receiver.received("/second")).isEmpty();

            first.close();

            awaitCalls("/second", 1);
            awaitNeeded("/second", 2);
        }
    }

    @Test
    void whatAServerThatDiedHeldIsTakenOver() {
        test.rows()
                .execute(
                        "update chore_locks set holder = gen_random_uuid(), held_until = now() + interval '1 hour'"
                                + " where name = 'scale_hook'");
        queue("one");
        try (ScaleHook _ = start(address("/scale", ""), QUICK)) {
            test.rows()
                    .execute("update chore_locks set held_until = now() where holder is not null");
            awaitCalls("/scale", 1);
        }
    }

    @Test
    void itOutlivesAnAbsenceOfTheDatabase() {
        try (ScaleHook _ = start(address("/scale", ""), QUICK)) {
            awaitCalls("/scale", 1);
            test.takeAway();
            test.bringBack();
            await().atMost(Rows.PATIENCE)
                    .ignoreExceptions()
                    .until(() -> {
                        queue("one");
                        return true;
                    });
            awaitNeeded("/scale", 1);
        }
    }

    private ScaleHook start(ScaleReceiver to, ScaleSettings settings) {
        return new ScaleHook(
                        database,
                        new ScaleConfiguration(to, settings),
                        new Outage("test"),
                        RandomGenerator.getDefault(),
                        System::nanoTime)
                .start();
    }

    private ScaleReceiver address(String path, String secret) {
        return new ScaleReceiver.Address(URI.create(receiver.url(path)), secret);
    }

    private ScaleMessage message() {
        return ScaleMessage.of(UUID.randomUUID(), database.statement(ScaleViews::now));
    }

    private Path program(String text) throws IOException {
        Path program = folder.resolve("program");
        Files.writeString(program, text);
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    private List<JsonNode> told() throws IOException {
        Path told = folder.resolve("told");
        if (!Files.exists(told)) {
            return List.of();
        }
        return Files.readAllLines(told).stream().map(ScaleHookTest::json).toList();
    }

    private void queue(String... keys) {
        owner.transaction(tx -> SampleData.queuedRun(tx, shop, keys));
    }

    private void awaitCalls(String path, int count) {
        await().atMost(Rows.PATIENCE).until(() -> receiver.received(path).size() >= count);
    }

    private void awaitNeeded(String path, int needed) {
        await().atMost(Rows.PATIENCE)
                .until(() ->
                        json(receiver.received(path).getLast().body()).path("needed").asInt()
                                == needed);
    }

    private static String id(Received call) {
        return json(call.body()).path("id").asText();
    }

    private static JsonNode json(String text) {
        try {
            return new JsonMapper().readTree(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hmac(String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("sesame".getBytes(UTF_8), "HmacSHA256"));
        return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
    }
}
