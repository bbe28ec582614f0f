package dev.minijenkin.console.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.command.CommandSender;
import dev.minijenkin.console.command.CommandSource;
import dev.minijenkin.console.sample.NoStage;
import dev.minijenkin.db.CommandId;
import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.command.CommandResult;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.view.trigger.PipelineView;
import java.util.ArrayList;
import java.util.HashMap;
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
                    "main");

    private final NoStage stage = new NoStage();
    private final Map<PipelineId, TriggerAnswers> remembered = new HashMap<>();
    private final List<NewCommand> sent = new ArrayList<>();

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
        assertThat(model.send(answers("main", Map.of("target", "")), "")).isFalse();
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
        assertThat(model.send(answers(" release/7 ", Map.of("target", "shop")), "hotfix")).isTrue();
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

    private TriggerViewModel model(List<PipelineView> pipelines) {
        return new TriggerViewModel(
                stage.background(),
                new Stored(),
                new CommandSender(stage.background(), stage.hints(), new Kept(), said -> {}),
                remembered,
                pipelines);
    }

    private static TriggerAnswers answers(String ref, Map<String, String> inputs) {
        return new TriggerAnswers(ref, inputs);
    }

    private final class Kept implements CommandSource {
        @Override
        public CommandId insert(NewCommand command) {
            sent.add(command);
            return new CommandId(sent.size());
        }

        @Override
        public Optional<CommandResult> result(CommandId command) {
            return Optional.empty();
        }
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
        public List<String> refs(RepositoryId repository) {
            return List.of("refs/heads/release/7", "refs/heads/main", "refs/tags/v1");
        }
    }
}
