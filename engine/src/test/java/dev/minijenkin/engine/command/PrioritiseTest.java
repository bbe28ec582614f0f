package dev.minijenkin.engine.command;

import static dev.minijenkin.engine.advance.EngineBench.REST;
import static dev.minijenkin.engine.advance.EngineBench.file;
import static dev.minijenkin.engine.advance.EngineBench.success;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.engine.advance.EngineBench;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class PrioritiseTest {
    @AutoClose private final EngineBench bench = new EngineBench();
    private final SentCommands wishes = new SentCommands(bench);

    private RunId push() {
        return bench.push(
                file("on: push\njobs:\n  a: {%1$s}\n  b: {needs: a, %1$s}\n".formatted(REST)));
    }

    @Test
    void aRunIsServedBeforeThoseThatCameEarlier() {
        RunId first = push();
        RunId second = push();
        RunId third = push();

        assertThat(said(third, "{\"priority\": 10}"))
                .isEqualTo("DONE The run has priority 10, and had 50: 1 job in the queue moved");
        assertThat(said(first, "{\"priority\": 99}")).startsWith("DONE");

        assertThat(bench.claim()).extracting(ClaimedJob::run).containsExactly(third, second, first);
    }

    /// Those that become ready later stand where the run does now.
    @Test
    void itsLaterJobsHaveThePriorityToo() {
        RunId run = push();
        List<ClaimedJob> first = bench.begin();
        assertThat(said(run, "{\"priority\": 0}"))
                .isEqualTo("DONE The run has priority 0, and had 50");
        bench.finish(first.getFirst(), success());

        assertThat(bench.text("select priority from queue")).isEqualTo("0");
        bench.work(success());
        bench.command("rerun", run);
        assertThat(bench.text("select priority from queue")).isEqualTo("0");
    }

    @Test
    void whatCannotBeSaysWhy() {
        RunId run = push();
        for (String odd : List.of("{}", "{\"priority\": 100}", "{\"priority\": -1}", "{\"priority\": \"1\"}")) {
            assertThat(said(run, odd)).as(odd).startsWith("REFUSED A priority is a number from 0");
        }
        bench.command("cancel", run);
        assertThat(said(run, "{\"priority\": 1}")).isEqualTo("REFUSED The run has ended already");
    }

    private String said(RunId run, String arguments) {
        return wishes.said(
                wishes.insert(new NewCommand("prioritise", arguments, null, run, null, null)));
    }
}
