package dev.minijenkin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.minijenkin.instance.ChildProcess;
import dev.minijenkin.instance.ThrowAwayInstance;
import dev.minijenkin.testing.Rows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A schema that a newer version has widened under processes of this one.
///
/// Nothing is released, so that there are no processes of an older version: those of this one stand
/// for them, and a column in each table, with and without a value, stands for what a newer one may
/// add (`ExpandContractTest` holds it to adding).
@Timeout(240)
class UpgradeTest {
    private static final String WIDEN =
            """
            do $$ declare name text; begin
                for name in
                    select c.oid::regclass::text from pg_class c
                    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
                        and c.relname <> 'flyway_schema_history'
                    order by 1
                loop
                    execute format('alter table %s add column later text, add column latest integer not null default 7', name);
                end loop;
            end $$
            """;

    private static final String KNOWN =
            """
            insert into flyway_schema_history
            select 1000 + %1$d, (1000 + %1$d)::text, '%2$s', type, 'V%1$d__x.sql', 1, installed_by, installed_on,
                execution_time, success
            from flyway_schema_history where version = '1'
            """;

    @TempDir private Path folder;

    @Test
    void processesOfBeforeGoOnAndComeBack() throws Exception {
        Path gate = folder.resolve("gate");
        try (ThrowAwayInstance instance =
                        ThrowAwayInstance.start(
                                TestHome.at(folder.resolve("home")), TestProgram.get());
                Rows rows = new Rows(instance.configuration().dataSource())) {
            instance.startRunner("oak");
            PushedRepository shop = PushedRepository.create(instance, folder, "shop");
            // Every statement is prepared by then, as after days of work.
            for (int run = 1; run <= 8; run++) {
                shop.push(workflow("echo " + run));
                awaitSuccess(rows, run);
            }
            shop.push(workflow("while [ ! -e %s ]; do sleep 0.1; done".formatted(gate)));
            rows.awaitText("select 1 from jobs where state = 'running'");

            rows.execute(WIDEN);
            rows.execute(KNOWN.formatted(1, "more room"));
            Files.createFile(gate);
            awaitSuccess(rows, 9);
            shop.push(workflow("echo after"));
            awaitSuccess(rows, 10);

            instance.startRunner("elm");
            rows.awaitText("select 1 from live_runners where name = 'elm' and online");
            assertThat(Files.readString(instance.log("runner")))
                    .contains("is newer than this version, which can work with it");

            rows.execute(KNOWN.formatted(2, "contract 1001 what nobody needs"));
            try (ChildProcess late = instance.startRunner("ash")) {
                assertThat(late.awaitEnd(Duration.ofSeconds(60))).isEqualTo(1);
            }
            assertThat(Files.readString(instance.log("runner")))
                    .contains("is newer than this version, and lacks what this one needs");
            shop.push(workflow("echo those that run already go on"));
            awaitSuccess(rows, 11);
            assertThat(Files.readString(instance.log("server"))).doesNotContain("ERROR");
            assertThat(Files.readString(instance.log("runner")))
                    .doesNotContain("cached plan must not change");
        }
    }

    private static void awaitSuccess(Rows rows, int runs) {
        await().atMost(Rows.PATIENCE)
                .until(() ->
                        rows.count("pipeline_runs where conclusion = 'success'") == runs
                                || rows.count("pipeline_runs where conclusion <> 'success'") > 0);
        assertThat(rows.texts("select message from jobs where conclusion <> 'success'")).isEmpty();
    }

    private static String workflow(String script) {
        return """
        on: push
        jobs:
          build:
            runs-on: linux
            steps:
              - run: %s
              - run: echo "answer=42" >> $GITHUB_OUTPUT
        """
                .formatted(script);
    }
}
