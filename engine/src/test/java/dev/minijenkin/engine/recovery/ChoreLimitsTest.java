package dev.minijenkin.engine.recovery;

import static dev.minijenkin.engine.advance.EngineBench.REST;
import static dev.minijenkin.engine.advance.EngineBench.file;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.command.Commands;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.lock.ChoreLock;
import dev.minijenkin.db.poll.Contact;
import dev.minijenkin.engine.advance.EngineBench;
import dev.minijenkin.engine.command.CommandExecutor;
import dev.minijenkin.engine.start.ScheduleKeeper;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Work that comes again by itself waits for a moment only, whatever row of whatever table somebody
/// holds: each write of it is made under the limit of chores, and none under that of its pool.
class ChoreLimitsTest {
    @AutoClose private final EngineBench bench = new EngineBench();

    /// Every write tells under which limit it was made.
    @BeforeEach
    void listen() {
        bench.execute(
                """
                create table limits (relation text, value text);
                create function tell_limit() returns trigger language plpgsql security definer as $$
                begin
                    insert into limits values (tg_table_name, current_setting('lock_timeout'));
                    return coalesce(new, old);
                end
                $$;
                do $$
                declare
                    relation text;
                begin
                    for relation in
                        select relname from pg_class
                        where relnamespace = 'public'::regnamespace and relkind = 'r'
                            and relname <> 'limits' and not relispartition
                    loop
                        execute format(
                            'create trigger tell_limit before insert or update or delete on %I
                            for each row execute function tell_limit()', relation);
                    end loop;
                end
                $$
                """);
    }

    @Test
    void lostClaimsAreReleasedUnderIt() {
        push("");
        bench.begin();
        bench.execute("update runners set stopped_at = now()");
        Reaper reaper = new Reaper(bench.runners(), new Contact(System::nanoTime));
        assertLimited(reaper::releaseLost, "claims", "jobs", "queue");
    }

    @Test
    void commandsAreCarriedOutUnderIt() {
        RunId run = push("");
        bench.in(tx -> Commands.insert(tx, new NewCommand("cancel", "{}", null, run, null, null)));
        assertLimited(
                () -> new CommandExecutor("test").executeWaiting(bench.runners()),
                "commands",
                "jobs",
                "pipeline_runs");
    }

    @Test
    void turnsAreGivenUnderIt() {
        RunId before = push("concurrency: g,");
        push("concurrency: g,");
        bench.execute("delete from concurrency_groups where run_id = " + before.value());
        assertLimited(() -> OverdueHandovers.take(bench.runners()), "concurrency_groups", "jobs");
    }

    @Test
    void environmentsAreGivenUnderIt() {
        push("environment: e,");
        push("environment: e,");
        bench.execute("update deployments set state = 'cancelled' where state = 'active'");
        bench.execute("update deployment_locks set deployment_id = null, held_since = null");
        assertLimited(
                () -> OverdueHandovers.take(bench.runners()), "deployment_locks", "deployments");
    }

    @Test
    void strandedRunsAreRepairedUnderIt() {
        push("");
        bench.execute("delete from queue");
        assertLimited(() -> StrandedRuns.repair(bench.database()), "queue");
    }

    @Test
    void schedulesAreStartedUnderIt() {
        bench.in(tx -> SampleData.pipeline(tx, bench.repository().id(), "nightly"));
        bench.execute(
                """
                insert into schedules (pipeline_id, cron, next_at)
                select id, '0 1 * * *', '2026-01-01T00:00:00Z' from pipelines
                """);
        assertLimited(
                () -> ScheduleKeeper.startDue(bench.database()), "hook_deliveries", "schedules");
    }

    @Test
    void whateverElseIsDoneAgainAndAgainIsDoneUnderIt() {
        assertLimited(
                () -> ChoreWork.inTransaction(SampleData::touchSettings).perform(bench.database()),
                "settings");
        assertLimited(
                () ->
                        ChoreWork.underLock(ChoreLock.FIGURES, List.of(SampleData::touchSettings))
                                .perform(bench.database()),
                "settings");
    }

    /// @param written tables that it must have written, so that something was tried at all
    private void assertLimited(Runnable chore, String... written) {
        bench.execute("truncate limits");
        chore.run();
        assertThat(bench.texts("select distinct relation from limits")).contains(written);
        assertThat(bench.texts("select distinct value || ' for ' || relation from limits"))
                .allMatch(limit -> limit.startsWith("1s for "));
    }

    private RunId push(String job) {
        return bench.push(file("on: push\njobs: {a: {%s %s}}".formatted(job, REST)));
    }
}
