package dev.minijenkin.server.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.hook.Deliveries;
import dev.minijenkin.db.hook.DeliverySource;
import dev.minijenkin.db.hook.NewDelivery;
import dev.minijenkin.db.repository.RepositoryRegistration.Registered;
import dev.minijenkin.server.TestServer;
import dev.minijenkin.testing.GitFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Deliveries of a repository that wait are carried out together: what goes wrong with one of them
/// stays with it.
class TogetherTest {
    private static final int MANY = 12;

    @TempDir private Path folder;
    private TestServer server;
    private GitFolder git;
    private Registered registered;

    @BeforeEach
    void start() {
        server = TestServer.start(folder);
        git = GitFolder.create(folder);
        registered = server.register(git);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theirRunsAreInsertedByOneTransactionInTheirOrder() {
        List<String> commits = commits(MANY);

        whileNobodyTakesThem(() -> commits.forEach(this::pushed));

        server.awaitCount(MANY, "hook_deliveries where state = 'processed'");
        assertThat(server.rows().texts("select commit_title from pipeline_runs order by number"))
                .containsExactlyElementsOf(titles(MANY));
        assertThat(server.rows().texts("select number from pipeline_runs order by number"))
                .containsExactlyElementsOf(numbers(MANY));
        assertThat(server.rows().count("queue")).isEqualTo(MANY);
        assertThat(server.rows().texts("select count(distinct created_at) from pipeline_runs"))
                .containsExactly("1");
    }

    @Test
    void oneThatTheDatabaseRefusesFailsAloneAndTakesNoNumber() {
        List<String> commits = commits(MANY);
        server.rows().execute("alter table pipeline_runs add check (commit_title <> 'Change 4')");

        whileNobodyTakesThem(() -> commits.forEach(this::pushed));

        server.awaitCount(MANY, "hook_deliveries where state <> 'received'");
        List<String> good = new ArrayList<>(titles(MANY));
        good.remove("Change 4");
        assertThat(server.rows().texts("select commit_title from pipeline_runs order by number"))
                .containsExactlyElementsOf(good);
        assertThat(server.rows().texts("select number from pipeline_runs order by number"))
                .containsExactlyElementsOf(numbers(MANY - 1));
        assertThat(
                        server.rows()
                                .texts(
                                        "select delivery_key from hook_deliveries where state ="
                                                + " 'failed'"))
                .containsExactly(commits.get(4));
    }

    @Test
    void oneThatSaysNothingFailsAloneAndOneWhoseCommitIsMissingIsTriedAgainAlone() {
        List<String> commits = commits(4);

        whileNobodyTakesThem(() -> {
            pushed(commits.get(0));
            received("broken", "{\"ref\": 7}");
            pushed(commits.get(1));
            pushed("b".repeat(40));
            pushed(commits.get(2));
            pushed(commits.get(3));
        });

        server.awaitCount(4, "hook_deliveries where state = 'processed'");
        server.awaitCount(1, "hook_deliveries where state = 'received' and error is not null");
        assertThat(server.rows().texts("select commit_title from pipeline_runs order by number"))
                .containsExactlyElementsOf(titles(4));
        assertThat(
                        server.rows()
                                .texts(
                                        "select delivery_key from hook_deliveries where state ="
                                                + " 'failed'"))
                .containsExactly("broken");
    }

    @Test
    void whatAServerThatDiedHadTakenStartsOnce() {
        List<String> commits = commits(MANY);
        whileNobodyTakesThem(() -> commits.subList(0, MANY / 2).forEach(this::pushed));
        server.awaitCount(MANY / 2, "hook_deliveries where state = 'processed'");
        server.stop();
        commits.subList(MANY / 2, MANY).forEach(this::pushed);
        // Some of those that it had taken have started their runs, the others have not.
        server.rows()
                .execute(
                        """
                        update hook_deliveries
                        set state = 'received', finished_at = null, attempts = 1, begun = 1,
                            next_attempt_at = now()
                        """);

        server.restart();

        server.awaitCount(MANY, "hook_deliveries where state = 'processed'");
        assertThat(server.rows().texts("select number from pipeline_runs order by number"))
                .containsExactlyElementsOf(numbers(MANY));
        assertThat(server.rows().texts("select commit_title from pipeline_runs order by number"))
                .containsExactlyElementsOf(titles(MANY));
    }

    @Test
    void twoServersStartEachOnce() throws Exception {
        List<String> commits = commits(3 * MANY);
        try (var _ = server.another(folder.resolve("another"))) {
            commits.forEach(this::pushed);

            server.awaitCount(3 * MANY, "hook_deliveries where state = 'processed'");
        }
        assertThat(server.rows().texts("select number from pipeline_runs order by number"))
                .containsExactlyElementsOf(numbers(3 * MANY));
        assertThat(server.rows().texts("select distinct commit_sha from pipeline_runs"))
                .hasSize(3 * MANY);
    }

    @Test
    void aPushToTheDefaultBranchAmongThemIsLookedAt() {
        List<String> commits = commits(MANY);

        whileNobodyTakesThem(() -> commits.forEach(this::pushed));

        server.awaitCount(1, "repositories where default_commit = '" + commits.getLast() + "'");
    }

    private void whileNobodyTakesThem(Runnable sending) {
        server.stop();
        sending.run();
        server.restart();
    }

    /// Each on the default branch; that of the first is asked for once before.
    private List<String> commits(int count) {
        git.pushWorkflow();
        List<String> commits = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            commits.add(git.write("file", "content " + i).commit("Change " + i));
        }
        git.push("main");
        return commits;
    }

    private void pushed(String commit) {
        received(commit, "{\"ref\":\"refs/heads/main\",\"after\":\"" + commit + "\"}");
    }

    private void received(String key, String payload) {
        server.owner()
                .run(tx ->
                        Deliveries.receive(
                                tx,
                                new NewDelivery(
                                        registered.id(),
                                        DeliverySource.GIT,
                                        key,
                                        "push",
                                        payload.getBytes(UTF_8))));
    }

    private static List<String> titles(int count) {
        return IntStream.range(0, count).mapToObj(i -> "Change " + i).toList();
    }

    private static List<String> numbers(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(String::valueOf).toList();
    }
}
