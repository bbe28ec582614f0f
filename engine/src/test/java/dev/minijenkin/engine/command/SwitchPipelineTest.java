package dev.minijenkin.engine.command;

import static dev.minijenkin.engine.advance.EngineBench.REST;
import static dev.minijenkin.engine.advance.EngineBench.file;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.repository.Pipeline;
import dev.minijenkin.db.repository.Pipelines;
import dev.minijenkin.engine.advance.EngineBench;
import dev.minijenkin.engine.run.WorkflowSource;
import dev.minijenkin.engine.start.CalledFiles;
import dev.minijenkin.engine.start.RunInsertion;
import dev.minijenkin.engine.start.RunStarter;
import dev.minijenkin.engine.start.StartableRun;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SwitchPipelineTest {
    @AutoClose private final EngineBench bench = new EngineBench();
    private final SentCommands wishes = new SentCommands(bench);
    private final WorkflowSource source =
            file("name: ci\non: push\njobs: {a: {%s}}\n".formatted(REST));

    @Test
    void aPipelineThatIsOffStartsNothingAndWhatItHasGoesOn() {
        RunId before = bench.push(source);
        Pipeline pipeline = pipeline();
        String file = pipeline.path().substring(pipeline.path().lastIndexOf('/') + 1);

        assertThat(said("switch_off", pipeline.path()))
                .isEqualTo("DONE ci starts no more runs; those that it has go on");
        assertThat(pipeline().enabled()).isFalse();
        assertThat(startsByPush()).isFalse();
        assertThat(bench.claim()).hasSize(1).first().matches(job -> job.run().equals(before));

        assertThat(said("switch_on", file)).isEqualTo("DONE ci starts runs again");
        assertThat(startsByPush()).isTrue();
    }

    @Test
    void whatCannotBeSaysWhy() {
        bench.push(source);
        String path = pipeline().path();

        assertThat(said("switch_on", path)).isEqualTo("REFUSED ci is switched on already");
        assertThat(said("switch_off", "other.yml"))
                .isEqualTo(
                        "REFUSED %s has no pipeline of the file \"other.yml\""
                                .formatted(bench.repository().name()));
        assertThat(said("switch_off", "")).contains("has no pipeline of the file");
        assertThat(wishes.said(wishes.plain("switch_off", CommandArguments.workflow(path))))
                .isEqualTo("REFUSED The command names no repository that is registered");
    }

    private boolean startsByPush() {
        List<StartableRun> runs =
                RunStarter.plan(bench.push("refs/heads/main"), List.of(source), CalledFiles.NONE);
        return bench.in(tx -> RunInsertion.insert(tx, runs)).getFirst().isPresent();
    }

    private Pipeline pipeline() {
        return bench.in(tx -> Pipelines.ofRepository(tx, bench.repository().id())).getFirst();
    }

    private String said(String kind, String workflow) {
        return wishes.said(
                wishes.insert(
                        new NewCommand(
                                kind,
                                CommandArguments.workflow(workflow),
                                "the licence server moves",
                                null,
                                null,
                                bench.repository().id())));
    }
}
