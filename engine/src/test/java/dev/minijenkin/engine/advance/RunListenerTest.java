package dev.minijenkin.engine.advance;

import static dev.minijenkin.engine.advance.EngineBench.file;
import static dev.minijenkin.engine.advance.EngineBench.success;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.hook.Delivery;
import dev.minijenkin.db.hook.DeliverySource;
import dev.minijenkin.db.hook.DeliveryTaker;
import dev.minijenkin.db.hook.DeliveryTakes;
import dev.minijenkin.engine.run.WorkflowSource;
import dev.minijenkin.engine.start.CalledFiles;
import dev.minijenkin.engine.start.DefaultBranch;
import dev.minijenkin.engine.start.RunInsertion;
import dev.minijenkin.engine.start.RunStarter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RunListenerTest {
    private static final DeliveryTaker TAKER =
            new DeliveryTaker(new UUID(0, 1), Duration.ofMinutes(1));

    private static final String SHA = "a".repeat(40);
    private static final String CI =
            "name: CI\non: push\njobs:\n  a: {runs-on: linux, steps: [{run: x}]}\n";

    @AutoClose private final EngineBench bench = new EngineBench();

    @Test
    void aRerunBeginsAndEndsAgainButIsNotMadeAgain() {
        remember("on: workflow_run");
        RunId run = bench.push(file(CI));
        bench.work(EngineBench.failure());
        bench.command("rerun", run);
        bench.work(success());

        assertThat(keys())
                .containsExactly(
                        "run-1-1-requested",
                        "run-1-1-in_progress",
                        "run-1-1-completed",
                        "run-1-2-in_progress",
                        "run-1-2-completed");
    }

    @Test
    void aRunThatNobodyListensToIsNotTold() {
        bench.push(file(CI));
        bench.work(success());
        remember("on: {workflow_run: {workflows: [Other]}}");
        bench.push(file(CI));
        bench.work(success());
        remember("on: {workflow_run: {types: [completed]}}");
        bench.push(file(CI));
        bench.work(success());
        remember("on: push");
        bench.push(file(CI));
        bench.work(success());

        assertThat(keys()).containsExactly("run-3-1-completed");
    }

    @Test
    void aBrokenFileListensAsItDid() {
        remember("on: workflow_run");
        bench.in(tx -> {
            DefaultBranch.remember(
                    tx, bench.repository(), SHA, List.of(source("on: workflow_run\njobs: [")));
            return true;
        });

        assertThat(bench.text("select count(*) from run_listeners")).isEqualTo("1");
    }

    @Test
    void whatIsRolledBackIsNotTold() {
        remember("on: workflow_run");
        try {
            bench.in(tx -> {
                RunInsertion.insert(
                        tx,
                        RunStarter.plan(
                                bench.push("refs/heads/main"),
                                List.of(file(CI)),
                                CalledFiles.NONE));
                throw new IllegalStateException("undone");
            });
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("undone");
        }

        assertThat(keys()).isEmpty();
    }

    @Test
    void aSupersededRunHasEndedToo() {
        remember("on: {workflow_run: {types: [completed]}}");
        String grouped = CI.replace("jobs:", "concurrency: g\njobs:");
        bench.push(file(grouped));
        bench.push(file(grouped));
        bench.push(file(grouped));

        assertThat(keys()).containsExactly("run-2-1-completed");
        Delivery told =
                bench.in(tx -> DeliveryTakes.take(tx, 99, TAKER)).stream()
                        .filter(delivery -> delivery.source() == DeliverySource.RUN)
                        .findFirst()
                        .orElseThrow();
        assertThat(new String(told.payload(), StandardCharsets.UTF_8))
                .contains("\"conclusion\":\"cancelled\"");
    }

    private void remember(String on) {
        bench.in(tx -> {
            DefaultBranch.remember(
                    tx,
                    bench.repository(),
                    SHA,
                    List.of(source(on + "\njobs:\n  a: {runs-on: linux, steps: [{run: x}]}\n")));
            return true;
        });
    }

    private static WorkflowSource source(String text) {
        return new WorkflowSource(
                ".mini-jenkin/workflows/after.yml", text.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> keys() {
        String keys =
                bench.text(
                        "select string_agg(delivery_key, ' ' order by id) from hook_deliveries where source = 'run'");
        return keys.equals("null") ? List.of() : List.of(keys.split(" "));
    }
}
