package dev.minijenkin.db.view.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.command.CommandResult;
import dev.minijenkin.db.command.CommandState;
import dev.minijenkin.db.command.Commands;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.run.Run;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RunnerViewsTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();

    @AutoClose
    private final Database viewer = Database.open(test.memberOf("mj_viewer"), HintSink.NONE);

    private final UUID instance = UUID.randomUUID();
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));

    @Test
    void whatARunnerCarriesOutIsToldWithWhatIsUsual() {
        runner("oak");
        for (int took : new int[] {40, 60, 50}) {
            Run before = queued("build");
            test.rows()
                    .execute(
                            ("delete from queue; update jobs set state = 'finished', conclusion = 'success',"
                                            + " claimed_at = now() - interval '%d seconds', finished_at = now() where run_id = %d;"
                                            + " update pipeline_runs set state = 'finished', conclusion = 'success', finished_at = now() where id = %d")
                                    .formatted(took, before.id().value(), before.id().value()));
        }
        Run run = queued("build");
        database.transaction(tx -> SampleData.claim(tx, runnerId(), instance));

        RunnerView oak = now().runners().getFirst();
        assertThat(oak.slots().busy()).isEqualTo(1);
        assertThat(oak.jobs())
                .singleElement()
                .satisfies(job -> {
                    assertThat(job.name()).isEqualTo("build");
                    assertThat(job.run()).isEqualTo(run.id());
                    assertThat(job.runName()).startsWith("shop / ").endsWith("#" + run.number());
                    assertThat(job.usual()).isEqualTo(Duration.ofSeconds(50));
                });
    }

    @Test
    void loadIsTheShareOfItsSlotsThatWasTakenInTheLastHour() {
        runner("oak");
        queued("build");
        database.transaction(tx -> SampleData.claim(tx, runnerId(), instance));
        // One of four slots, for the second half of the hour.
        test.rows().execute("update claims set claimed_at = now() - interval '30 minutes'");

        RunnerView.Slots slots = now().runners().getFirst().slots();
        assertThat(slots.load()).hasSize(12);
        assertThat(slots.load().subList(0, 6)).allMatch(share -> share < 0.01);
        assertThat(slots.load().subList(6, 12))
                .allSatisfy(share -> assertThat(share).isCloseTo(0.25, within(0.01)));
        assertThat(slots.average()).isCloseTo(0.125, within(0.01));
    }

    @Test
    void whoDrainsItIsNamedWithTheReason() {
        runner("oak");
        var command =
                database.transaction(tx ->
                        Commands.insert(
                                tx,
                                new NewCommand(
                                        "drain",
                                        "{\"runner\": \"OAK\"}",
                                        "another kernel",
                                        null,
                                        null,
                                        null)));
        database.transaction(tx -> {
            Commands.complete(
                    tx, command, new CommandResult(CommandState.DONE, "It does"), "server");
            return true;
        });
        assertThat(now().runners().getFirst().draining()).isEmpty();
        test.rows().execute("update runners set draining = true");

        RunnerView oak = now().runners().getFirst();
        assertThat(oak.draining().orElseThrow().reason()).isEqualTo("another kernel");
        assertThat(oak.draining().orElseThrow().by()).isNotEmpty();
        assertThat(oak.takesJobs()).isFalse();
    }

    @Test
    void whatOnlySomeCouldTakeIsCounted() {
        runner("oak");
        runner("elm");
        queued("one");
        queued("two");

        RunnersNow now = now();
        assertThat(now.needing(List.of(now.runners().getFirst()))).isZero();
        assertThat(now.needing(now.runners())).isEqualTo(2);
        test.rows().execute("update runners set draining = true where name = 'elm'");
        RunnersNow later = now();
        assertThat(later.needing(List.of(later.runners().getLast()))).isEqualTo(2);
        test.rows().execute("update runners set labels = '{windows}' where name = 'oak'");
        RunnersNow last = now();
        assertThat(last.needing(List.of(last.runners().getLast()))).isZero();
    }

    @Test
    void whoHasLeftIsNotThereAndWhoIsSilentIs() {
        runner("oak");
        runner("elm");
        test.rows()
                .execute(
                        "update runners set stopped_at = now() where name = 'elm'; update runner_heartbeats set heartbeat_at = now() - interval '1 hour'");
        assertThat(now().runners())
                .singleElement()
                .satisfies(oak -> {
                    assertThat(oak.life().online()).isFalse();
                    assertThat(oak.takesJobs()).isFalse();
                    assertThat(oak.life().heartbeat()).isNotNull();
                });
    }

    private RunnersNow now() {
        return viewer.statement(RunnerViews::now);
    }

    private void runner(String name) {
        database.transaction(tx -> SampleData.runner(tx, name, instance));
    }

    private RunnerId runnerId() {
        return viewer.statement(RunnerViews::now).runners().getFirst().id();
    }

    private Run queued(String key) {
        return database.transaction(tx -> SampleData.queuedRun(tx, shop, key));
    }
}
