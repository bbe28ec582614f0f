package dev.minijenkin.engine.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.command.Commands;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.repository.Repositories;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.engine.advance.EngineBench;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class FreeEnvironmentTest {
    @AutoClose private final EngineBench bench = new EngineBench();

    @Test
    void anEnvironmentThatIsKeptGoesToTheNextWhenAPersonFreesIt() {
        push();
        RunId second = push();
        bench.execute("update environments set keeps_lock_after_failure = true");
        bench.work(EngineBench.failure());
        assertThat(bench.job(second, "a").state()).isEqualTo(JobState.WAITING);

        assertThat(free("Prod")).isEqualTo("done: The lock of Prod is free");

        assertThat(bench.job(second, "a").state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void whatIsNotKeptIsNotFreed() {
        push();
        assertThat(free("prod"))
                .isEqualTo("refused: The lock of prod is not kept: it is free, or a job deploys");
        assertThat(bench.text("select state from deployments")).isEqualTo("active");
        bench.work(EngineBench.success());
        assertThat(free("prod")).startsWith("refused: The lock of prod is not kept");
        assertThat(free("moon")).isEqualTo("refused: The repository has no environment \"moon\"");
    }

    private String free(String environment) {
        bench.database()
                .transaction(tx ->
                        Commands.insert(
                                tx,
                                new NewCommand(
                                        CommandKind.FREE_ENVIRONMENT.word(),
                                        CommandArguments.environment(environment),
                                        null,
                                        null,
                                        null,
                                        Repositories.all(tx).getFirst().id())));
        new CommandExecutor("test").executeWaiting(bench.database());
        return bench.text("select state || ': ' || outcome from commands order by id desc limit 1");
    }

    private RunId push() {
        return bench.push(
                EngineBench.file(
                        "name: ci\non: push\njobs:\n  a: {environment: prod, runs-on: linux, steps: [{run: x}]}"));
    }
}
