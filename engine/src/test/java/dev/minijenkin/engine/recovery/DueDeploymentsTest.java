package dev.minijenkin.engine.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.engine.advance.EngineBench;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DueDeploymentsTest {
    @AutoClose private final EngineBench bench = new EngineBench();

    @Test
    void whereSomebodysTimeComesSoonTheNextLookComesSoon() {
        bench.execute(
                "insert into environments (repository_id, name, wait_minutes) select id, 'prod', 1 from repositories");
        bench.push(
                EngineBench.file(
                        "name: ci\non: push\njobs:\n  a: {environment: prod, runs-on: linux, steps: [{run: x}]}"));
        assertThat(OverdueHandovers.look(bench.runners())).as("in a minute").isTrue();
        ago("52 seconds");
        assertThat(OverdueHandovers.look(bench.runners())).as("in some seconds").isFalse();
        assertThat(bench.claim()).isEmpty();

        ago("60 seconds");

        OverdueHandovers.look(bench.runners());
        assertThat(bench.claim()).hasSize(1);
        assertThat(OverdueHandovers.look(bench.runners())).as("nobody waits").isTrue();
    }

    private void ago(String time) {
        bench.execute("update deployments set created_at = now() - interval '" + time + "'");
    }
}
