package dev.minijenkin.engine.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.engine.advance.EngineBench;
import dev.minijenkin.engine.recovery.OverdueHandovers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// However commands, runners and executors race, nothing is deployed without its approvals, and
/// each command is carried out once.
class DeploymentRaceTest {
    private static final int RUNS = 30;
    private static final List<String> PEOPLE = List.of("mj_bo", "mj_cy", "mj_dee", "mj_eve");
    private static final List<CommandKind> KINDS =
            List.of(
                    CommandKind.APPROVE,
                    CommandKind.APPROVE,
                    CommandKind.APPROVE,
                    CommandKind.APPROVE,
                    CommandKind.REJECT,
                    CommandKind.CANCEL,
                    CommandKind.RERUN_JOB,
                    CommandKind.BREAK_GLASS);

    /// What began, although two others than who started it have not approved and no glass is
    /// broken.
    private static final String UNAPPROVED =
            """
            select count(*) from deployments d
            where d.fence_token is not null
                and (select count(distinct a.actor) from approvals a where a.job_id = d.job_id and a.approved) < 2
                and not exists (
                    select from deployment_exceptions x where x.job_id = d.job_id and x.kind = 'break_glass')
            """;

    @AutoClose
    private final DeploymentBench bench =
            new DeploymentBench(
                    "required_approvals = 2, refuses_own_approval = true, break_glass_roles = '{mj_eve}'");

    private final EngineBench engine = bench.engine();
    private final AtomicInteger sent = new AtomicInteger();

    @Test
    @Timeout(180)
    void nothingIsDeployedWithoutItsApprovalsAndEachCommandIsCarriedOutOnce() throws Exception {
        List<RunId> runs = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            runs.add(bench.push("refs/heads/main", '1', PEOPLE.get(i % PEOPLE.size())));
        }
        PEOPLE.forEach(bench::person);
        long seed = new Random().nextLong();
        List<Callable<Integer>> work = new ArrayList<>();
        for (String person : PEOPLE) {
            work.add(() -> act(person, runs, new Random(seed + person.hashCode())));
        }
        for (String executor : List.of("one", "two", "three")) {
            work.add(() -> execute(executor));
        }
        work.add(this::carryOut);
        int executed = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> each : threads.invokeAll(work)) {
                executed += each.get();
            }
        }

        assertThat(engine.text(UNAPPROVED)).as("seed " + seed).isEqualTo("0");
        assertThat(
                        engine.text(
                                "select count(*) from commands where state not in ('done', 'refused')"))
                .isEqualTo("0");
        assertThat(executed).as("some may be put off meanwhile").isGreaterThanOrEqualTo(sent.get());
        assertThat(
                        engine.text(
                                """
                                select count(*) from commands where state = 'done' and kind in ('approve', 'reject')
                                """))
                .as("a voice is given once; one that rejects takes the place of one that approved")
                .isEqualTo(
                        engine.text(
                                """
                                select count(*) + count(*) filter (where a.approved = false and exists (
                                    select from commands c where c.job_id = a.job_id and c.actor = a.actor
                                        and c.kind = 'approve' and c.state = 'done'))
                                from approvals a
                                """));
        assertThat(engine.text("select count(*) from deployments where fence_token is not null"))
                .as("some were deployed")
                .isNotEqualTo("0");
        assertThat(
                        engine.text(
                                "select count(*) from approvals a join jobs j on j.id = a.job_id join pipeline_runs r on"
                                        + " r.id = j.run_id where a.approved and j.attempt = 1 and a.actor = r.actor"))
                .as("nobody approved what they started")
                .isEqualTo("0");
    }

    private int act(String person, List<RunId> runs, Random random) {
        for (int i = 0; i < 60; i++) {
            CommandKind kind = KINDS.get(random.nextInt(KINDS.size()));
            RunId run = runs.get(random.nextInt(runs.size()));
            bench.send(
                    person,
                    new NewCommand(kind.word(), "{}", "because", null, bench.ship(run), null));
            sent.incrementAndGet();
        }
        return 0;
    }

    private int execute(String name) throws InterruptedException {
        CommandExecutor executor = new CommandExecutor(name);
        int executed = 0;
        while (goesOn()) {
            executed += executor.executeWaiting(engine.runners());
            Thread.sleep(Duration.ofMillis(2));
        }
        return executed;
    }

    /// As a runner, until all commands are carried out.
    private int carryOut() {
        while (goesOn()) {
            for (ClaimedJob job : engine.begin()) {
                assertThat(engine.text(UNAPPROVED)).isEqualTo("0");
                engine.finish(job, EngineBench.success());
            }
            OverdueHandovers.take(engine.runners());
        }
        return 0;
    }

    private boolean goesOn() {
        return sent.get() < PEOPLE.size() * 60
                || !engine.text("select count(*) from commands where state = 'pending'")
                        .equals("0");
    }
}
