package dev.minijenkin.console.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.command.CommandSender;
import dev.minijenkin.console.memory.TriggerAnswers;
import dev.minijenkin.console.sample.KeptCommands;
import dev.minijenkin.console.sample.NoMemory;
import dev.minijenkin.console.sample.NoStage;
import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.command.CommandState;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.view.trigger.PipelineView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TriggerViewModelTest {
    private static final String WORKFLOW =
            """
            on:
              workflow_dispatch:
                inputs:
                  target:
                    required: true
            jobs:
              build:
                runs-on: linux
                steps:
                  - run: make
            """;

    private static final PipelineView PIPELINE =
            new PipelineView(
                    new PipelineId(1),
                    new RepositoryId(1),
                    "shop",
                    "ci",
                    ".mini-jenkin/workflows/ci.yml",
                    "main",
                    "");
    private static final PipelineView PUSHED =
            new PipelineView(
                    new PipelineId(2),
                    new RepositoryId(1),
                    "shop",
                    "lint",
                    ".mini-jenkin/workflows/lint.yml",
                    "main",
                    "Its file has no trigger workflow_dispatch.");
    private static final PipelineView DEPLOY =
            new PipelineView(
                    new PipelineId(3),
                    new RepositoryId(1),
                    "shop",
                    "deploy",
                    ".mini-jenkin/workflows/deploy.yml",
                    "main",
                    "");

    private final NoStage stage = new NoStage();
    private final TriggerMemory memory = new TriggerMemory(NoMemory.memory());
    private final List<RunId> opened = new ArrayList<>();
    private Optional<PipelineId> looked = Optional.empty();
    private final KeptCommands commands = new KeptCommands();
    private final List<NewCommand> sent = commands.sent();

    @Test
    void whatStandsInTheWayIsSaidBeforeItIsSent() {
        assertThat(model(List.of()).refusal(answers("", Map.of())))
                .startsWith("No pipeline is known yet");
        TriggerViewModel model = model(List.of(PIPELINE));
        assertThat(model.refusal(answers("main", Map.of()))).isEqualTo("Choose a pipeline.");
        model.choose(PIPELINE);
        assertThat(model.refusal(answers(" ", Map.of())))
                .isEqualTo("Say which branch, tag or commit.");
        assertThat(model.refusal(answers("main", Map.of("target", "")))).contains("target");
        assertThat(model.send(answers("main", Map.of("target", "")), "", opened::add)).isFalse();
        assertThat(sent).isEmpty();
        assertThat(model.refusal(answers("main", Map.of("target", "shop")))).isEmpty();
    }

    @Test
    void refsAreOfferedShortAndTheDefaultBranchFirst() {
        TriggerViewModel model = model(List.of(PIPELINE));
        model.choose(PIPELINE);
        assertThat(model.refs()).containsExactly("main", "release/7", "v1");
        assertThat(model.firstRef()).isEqualTo("main");
    }

    @Test
    void whatAPersonGaveIsSentAndRememberedForTheNextTime() {
        TriggerViewModel model = model(List.of(PIPELINE));
        model.choose(PIPELINE);
        assertThat(
                        model.send(
                                answers(" release/7 ", Map.of("target", "shop")),
                                "hotfix",
                                opened::add))
                .isTrue();
        assertThat(sent)
                .singleElement()
                .satisfies(command -> {
                    assertThat(command.kind()).isEqualTo("trigger");
                    assertThat(command.arguments())
                            .contains("\"ref\":\"release/7\"", "\"target\":\"shop\"");
                    assertThat(command.reason()).isEqualTo("hotfix");
                });

        TriggerViewModel next = model(List.of(PIPELINE));
        next.choose(PIPELINE);
        assertThat(next.firstRef()).isEqualTo("release/7");
        assertThat(next.before("target")).contains("shop");
    }

    @Test
    void whatCannotBeStartedSaysWhyAndIsNotSent() {
        TriggerViewModel model = model(List.of(PIPELINE, PUSHED));
        model.choose(PUSHED);
        assertThat(model.refusal(answers("main", Map.of("target", "shop"))))
                .isEqualTo("Its file has no trigger workflow_dispatch.");
        assertThat(model.send(answers("main", Map.of("target", "shop")), "", opened::add))
                .isFalse();
        assertThat(sent).isEmpty();
    }

    @Test
    void itOpensAtThePipelineThatIsLookedAtElseAtTheLastOneElseAtTheFirst() {
        List<PipelineView> all = List.of(PIPELINE, DEPLOY, PUSHED);
        assertThat(model(all).first()).contains(PIPELINE);

        memory.keep(DEPLOY, answers("main", Map.of()));
        assertThat(model(all).first()).contains(DEPLOY);

        looked = Optional.of(PIPELINE.id());
        assertThat(model(all).first()).contains(PIPELINE);

        looked = Optional.of(PUSHED.id());
        assertThat(model(all).first()).as("that one cannot be started").contains(DEPLOY);
    }

    @Test
    void whatIsWrongWithAnInputIsNoObstacleOfTheForm() {
        TriggerViewModel model = model(List.of(PIPELINE));
        model.choose(PIPELINE);
        TriggerAnswers without = answers("main", Map.of("target", ""));
        assertThat(model.refusal(without)).as("it cannot be sent").isNotEmpty();
        assertThat(model.obstacle(without)).as("its field says so, once touched").isEmpty();
        assertThat(model.obstacle(answers(" ", Map.of()))).isNotEmpty();
    }

    @Test
    void theRunThatWasAskedForOpensAsSoonAsItExists() {
        TriggerViewModel model = model(List.of(PIPELINE));
        model.choose(PIPELINE);
        model.send(answers("main", Map.of("target", "shop")), "", opened::add);
        stage.hint(Topic.COMMAND, 1);
        assertThat(opened).as("the delivery is not processed yet").isEmpty();

        commands.start(new RunId(7));
        commands.answer(CommandState.DONE, "Started shop / ci #7");
        stage.hint(Topic.COMMAND, 1);
        assertThat(opened).containsExactly(new RunId(7));
    }

    private TriggerViewModel model(List<PipelineView> pipelines) {
        return new TriggerViewModel(
                stage.background(),
                new Stored(),
                new CommandSender(stage.background(), stage.hints(), commands, news -> {}),
                memory,
                new TriggerViewModel.Choices(pipelines, looked));
    }

    private static TriggerAnswers answers(String ref, Map<String, String> inputs) {
        return new TriggerAnswers(ref, inputs);
    }

    private static final class Stored implements TriggerSource {
        @Override
        public List<PipelineView> pipelines() {
            return List.of(PIPELINE);
        }

        @Override
        public Optional<String> lastWorkflow(PipelineId pipeline) {
            return Optional.of(WORKFLOW);
        }

        @Override
        public Optional<PipelineId> pipelineOf(RunId run) {
            return Optional.empty();
        }

        @Override
        public List<String> environments(RepositoryId repository) {
            return List.of("production", "staging");
        }

        @Override
        public List<String> refs(RepositoryId repository) {
            return List.of("refs/heads/release/7", "refs/heads/main", "refs/tags/v1");
        }
    }
}
